using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Registration;
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

    internal sealed class Handler(IWorkflows workflows, EventRows events) : IRequestHandler<SkipStep, Unit>
    {
        public async Task<Unit> Handle(SkipStep command, CancellationToken cancellationToken)
        {
            var failed = (await workflows.Incidents(cancellationToken)).SingleOrDefault(i => i.IncidentId == command.IncidentId) ?? throw new RuleBrokenException(Say.StepFailsNoMore);
            await workflows.Skip(command.IncidentId, Formats.Paragraphs(command.Reason), cancellationToken);
            await events.Append(new StepSkipped(failed.CorrelationId, failed.NodeId), cancellationToken);
            return Unit.Value;
        }
    }
}
