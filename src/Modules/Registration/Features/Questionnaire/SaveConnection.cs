using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Keeps when the interface can be tested, and how it connects.</summary>
[Needs(Policy.Apply)]
internal sealed record SaveConnection(Guid ApplicationId, int Version, ApiAnswers Answers) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SaveConnection>
    {
        public Validator()
        {
            RuleFor(x => x.Answers.LeadTimeWeeks).Must(v => Formats.Line(v).Length > 0 && Formats.Number(v) is <= 104).Saying(Say.LeadTimeFormat);
            RuleFor(x => x.Answers.EarliestStart).Must(v => v is not null).Saying(Say.EnterEarliestStart);
            RuleFor(x => x.Answers.Interfaces).Must(i => i.Count > 0 && i.All(ApiAnswers.AllInterfaces.Contains)).Saying(Say.SelectInterfaces);
            RuleFor(x => x.Answers.Hosting).Must(ApiAnswers.Hostings.Contains).Saying(Say.SelectHosting);
            RuleFor(x => x.Answers.Networks).Custom((typed, context) =>
            {
                var lines = Networks.Lines(typed);
                if (lines.Count == 0) context.Fail(Say.EnterNetworks);
                else if (lines.Count > Networks.Most) context.Fail(Say.TooManyNetworks(Networks.Most));
                else foreach (var fault in lines.Select(Networks.Fault).OfType<Text>().Take(10)) context.Fail(fault);
            });
            RuleFor(x => x.Answers.MutualTls).Must(v => v is not null).Saying(Say.SelectMutualTls);
            RuleFor(x => x.Answers.TestEnvironment).Cascade(CascadeMode.Stop)
                .Must(v => v is not null).Saying(Say.SelectTestEnvironment)
                .Must(v => v == true).Saying(Say.TestEnvironmentNeeded);
            RuleFor(x => x.Answers.TestsWithSyntheticData).Equal(true).Saying(Say.ConfirmSyntheticData);
        }
    }

    internal sealed class Handler(RegistrationDbContext db, CurrentActor current, TimeProvider clock) : IRequestHandler<SaveConnection, Unit>
    {
        public async Task<Unit> Handle(SaveConnection command, CancellationToken cancellationToken)
        {
            var application = await db.Applications.FilledInBy(current.Actor).GetAsync(command.ApplicationId, command.Version, cancellationToken);
            Rule.Require(application.Answers.Api?.Builds == true, Say.RuleBuildsNothing);
            await db.Keep(application, Section.Connection, a => a with { Api = Tidy(a.Api!, command.Answers) }, clock.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }
    }

    private static ApiAnswers Tidy(ApiAnswers saved, ApiAnswers typed) => saved with
    {
        LeadTimeWeeks = $"{Formats.Number(typed.LeadTimeWeeks)}",
        EarliestStart = typed.EarliestStart,
        Interfaces = [.. ApiAnswers.AllInterfaces.Where(typed.Interfaces.Contains)],
        Hosting = typed.Hosting,
        Networks = string.Join('\n', Networks.Lines(typed.Networks)),
        MutualTls = typed.MutualTls,
        TestEnvironment = typed.TestEnvironment,
        TestsWithSyntheticData = typed.TestsWithSyntheticData,
    };
}
