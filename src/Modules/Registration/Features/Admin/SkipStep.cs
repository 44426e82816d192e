using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using FluentValidation;
using MediatR;

namespace CommonPlatform.Registration;

/// <summary>Goes on without a failed step of a workflow, for a reason that stays with the case.</summary>
[Needs(Policy.Administer)]
internal sealed record SkipStep(Guid IncidentId, string Reason) : ICommand<Unit>
{
    internal sealed class Validator : AbstractValidator<SkipStep>
    {
        public Validator() => RuleFor(x => x.Reason).Cascade(CascadeMode.Stop)
            .Must(v => Formats.Line(v).Length > 0).Saying(Say.EnterSkipReason)
            .AtMost(1000, Say.ReasonLength);
    }

    internal sealed class Handler(IWorkflows workflows) : IRequestHandler<SkipStep, Unit>
    {
        public async Task<Unit> Handle(SkipStep command, CancellationToken cancellationToken)
        {
            Rule.Require((await workflows.Incidents(cancellationToken)).Any(i => i.IncidentId == command.IncidentId), Say.StepFailsNoMore);
            await workflows.Skip(command.IncidentId, Formats.Paragraphs(command.Reason), cancellationToken);
            return Unit.Value;
        }
    }
}
