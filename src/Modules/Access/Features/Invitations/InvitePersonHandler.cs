using System.Net.Mail;
using CommonPlatform.Access.Data;
using CommonPlatform.Access.Features.SignIn;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Access.Features.Invitations;

internal sealed class InvitePersonHandler(AccessDbContext db, Inviting inviting) : IRequestHandler<InvitePerson, Guid>
{
    public async Task<Guid> Handle(InvitePerson command, CancellationToken cancellationToken)
    {
        var (personId, _) = await inviting.Invite(command, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return personId;
    }
}

internal sealed class InvitePersonValidator : AbstractValidator<InvitePerson>
{
    public InvitePersonValidator()
    {
        RuleFor(x => x.Name).IsAName();
        RuleFor(x => x.Email).IsAnEmailAddress();
        RuleFor(x => x.Role).Must((invite, role) => (invite.OrganisationId is null ? Roles.OfHmcts : Roles.OfOrganisations).Contains(role)).Saying(Say.ChooseARole);
        RuleFor(x => x.TaskPath).Must(path => LocalPath.Is(path)).Saying(Say.TaskPathNotOurs);
    }
}

/// <summary>What a name and an address must be, wherever they are typed.</summary>
internal static class PeopleRules
{
    public const int LongestName = 200;
    public const int LongestEmail = 254;

    public static void IsAName<T>(this IRuleBuilderInitial<T, string> rule) => rule.Cascade(CascadeMode.Stop)
        .NotEmpty().Saying(Say.EnterAName)
        .MaximumLength(LongestName).Saying(Say.NameTooLong(LongestName))
        .Must(name => !name.Any(char.IsControl)).Saying(Say.NameHasControls);

    public static void IsAnEmailAddress<T>(this IRuleBuilderInitial<T, string> rule) => rule.Cascade(CascadeMode.Stop)
        .NotEmpty().Saying(Say.EnterAnEmail)
        .MaximumLength(LongestEmail).Saying(Say.EmailTooLong(LongestEmail))
        .Must(IsAddress).Saying(Say.EmailWrongFormat);

    private static bool IsAddress(string typed) =>
        MailAddress.TryCreate(typed.Trim(), out var address) && address.Address == typed.Trim() && address.DisplayName.Length == 0
        && address.Host.Contains('.', StringComparison.Ordinal) && !address.Host.EndsWith('.') && !typed.Any(char.IsControl);
}
