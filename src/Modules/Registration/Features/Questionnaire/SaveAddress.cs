using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps the postal address.</summary>
[Needs(Policy.Apply)]
internal sealed record SaveAddress(Guid ApplicationId, int Version, AddressAnswers Answers) : ICommand<Unit>
{
    private const int LongestLine = 35;

    internal sealed class Validator : AbstractValidator<SaveAddress>
    {
        public Validator()
        {
            RuleFor(x => x.Answers.Line1).Cascade(CascadeMode.Stop)
                .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterAddressLine)
                .AtMost(LongestLine, Say.AddressLineLength);
            RuleFor(x => x.Answers.Line2).AtMost(LongestLine, Say.AddressLineLength);
            RuleFor(x => x.Answers.Line3).AtMost(LongestLine, Say.AddressLineLength);
            RuleFor(x => x.Answers.Town).Cascade(CascadeMode.Stop)
                .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterTown)
                .AtMost(LongestLine, Say.AddressLineLength);
            RuleFor(x => x.Answers.County).AtMost(LongestLine, Say.AddressLineLength);
            RuleFor(x => x.Answers.Postcode).Cascade(CascadeMode.Stop)
                .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterPostcode)
                .Must(v => Formats.IsPostcode(v)).Saying(Say.PostcodeFormat);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SaveAddress, Unit>
    {
        public async Task<Unit> Handle(SaveAddress command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            await db.Keep(application, Section.Address, a => a with { Address = Tidy(command.Answers) }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static AddressAnswers Tidy(AddressAnswers a) => new()
    {
        Line1 = Formats.Line(a.Line1),
        Line2 = Formats.Line(a.Line2),
        Line3 = Formats.Line(a.Line3),
        Town = Formats.Line(a.Town),
        County = Formats.Line(a.County),
        Postcode = Formats.Postcode(a.Postcode),
    };
}
