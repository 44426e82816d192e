using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.BuildingBlocks.Workflow;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Agreements;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>
/// Looks at all organisations for what must hold between tables of several modules, and so can't be a constraint. What it finds is kept until a later
/// check no longer finds it.
/// </summary>
[Needs(Policy.Internal)]
internal sealed record CheckConsistency : ICommand<Unit>
{
    internal sealed class Handler(RegistrationDbContext db, IWorkflows workflows, IMediator mediator, TimeProvider clock) : IRequestHandler<CheckConsistency, Unit>
    {
        private const int AtOnce = 500;

        // Where the process waits while a case is at a stage. A stage that isn't named has many places.
        private static readonly Dictionary<Stage, string[]> Places = new()
        {
            [Stage.Draft] = ["draft"],
            [Stage.Submitted] = ["triage"],
            [Stage.Triage] = ["triage"],
            [Stage.Returned] = ["answers"],
            [Stage.Readiness] = ["readiness"],
        };

        private sealed record CaseNow(Guid Id, Stage Stage, DateOnly? NextOn, DateOnly? StageOn)
        {
            public bool IsOver => Stage is Stage.Withdrawn or Stage.Rejected or Stage.Lapsed or Stage.Closed or Stage.Merged;
            public bool IsOnTheWay => Stage is >= Stage.Draft and <= Stage.CutOver;
        }

        public async Task<Unit> Handle(CheckConsistency command, CancellationToken cancellationToken)
        {
            var cases = await db.Cases.Select(c => new CaseNow(c.Id, c.Stage, c.NextOn, c.StageOn)).ToListAsync(cancellationToken);
            HashSet<(Guid, string)> found =
            [
                .. await OfProcesses(cases, cancellationToken), .. await OfClocks(cases, cancellationToken), .. await OfDecisions(cancellationToken),
                .. await OfAgreements(cases, cancellationToken), .. await OfPeople(cases, cancellationToken),
            ];
            var (now, standing) = (clock.GetUtcNow(), await db.Inconsistencies.Where(f => f.ClearedAt == null).ToListAsync(cancellationToken));
            foreach (var finding in standing)
                if (!found.Remove((finding.OrganisationId, finding.Code))) finding.Clear(now);
            db.Inconsistencies.AddRange(found.Select(f => new Inconsistency(Guid.CreateVersion7(now), f.Item1, f.Item2, now)));
            await db.SaveChangesAsync(cancellationToken);
            return Unit.Value;
        }

        private async Task<IEnumerable<(Guid, string)>> OfProcesses(List<CaseNow> cases, CancellationToken cancellationToken)
        {
            var found = new List<(Guid, string)>();
            foreach (var some in cases.Where(c => c.IsOver || c.IsOnTheWay).Chunk(AtOnce))
            {
                var standings = await workflows.Describe(Onboarding.Definition, [.. some.Select(c => c.Id)], cancellationToken);
                foreach (var one in some)
                {
                    var standing = standings.GetValueOrDefault(one.Id);
                    var runs = standing is { Status: not InstanceStatus.Ended };
                    if (one.IsOver && runs) found.Add((one.Id, "process-goes-on"));
                    else if (one.IsOnTheWay && !runs) found.Add((one.Id, "process-missing"));
                    else if (Places.TryGetValue(one.Stage, out var places) && standing!.Waits.Count > 0 && standing.Waits.All(w => !w.Failed && !places.Contains(w.NodeId))) found.Add((one.Id, "process-elsewhere"));
                }
            }
            return found;
        }

        private async Task<IEnumerable<(Guid, string)>> OfClocks(List<CaseNow> cases, CancellationToken cancellationToken)
        {
            var clocks = (await db.Clocks.IgnoreAutoIncludes().Where(c => c.StoppedAt == null).Select(c => new { c.OrganisationId, Due = EF.Property<DateOnly?>(c, "DueBy") }).ToListAsync(cancellationToken))
                .ToLookup(c => c.OrganisationId, c => c.Due);
            return cases.Where(c => c.NextOn != clocks[c.Id].Append(c.StageOn).Min()).Select(c => (c.Id, "next-date"))
                .Concat(cases.Where(c => c.IsOver && clocks.Contains(c.Id)).Select(c => (c.Id, "clock-of-ended")));
        }

        /// <summary>Each decision that waits has a clock, by which it stands on desks.</summary>
        private async Task<IEnumerable<(Guid, string)>> OfDecisions(CancellationToken cancellationToken)
        {
            var waiting = await db.Waivers.Where(w => w.Approved == null && w.ClosedAt == null).Select(w => new { w.OrganisationId, Rule = "waiver" }).ToListAsync(cancellationToken);
            waiting.AddRange(await db.NameChanges.Where(c => c.Approved == null).Select(c => new { c.OrganisationId, Rule = "rename" }).ToListAsync(cancellationToken));
            waiting.AddRange(await db.BankChanges.Where(c => c.SecondAt == null && c.RefusedAt == null).Select(c => new { c.OrganisationId, Rule = "bank" }).ToListAsync(cancellationToken));
            waiting.AddRange(await db.HandConfirmations.Where(c => c.SecondAt == null).Select(c => new { c.OrganisationId, Rule = "hand" }).ToListAsync(cancellationToken));
            waiting.AddRange(await db.Suspensions.Where(s => s.BeganAt == null && s.EndedAt == null).Select(s => new { s.OrganisationId, Rule = "suspension" }).ToListAsync(cancellationToken));
            waiting.AddRange(await db.Mergers.Where(m => m.Approved == null && m.MergedAt == null).Select(m => new { m.OrganisationId, Rule = "merger" }).ToListAsync(cancellationToken));
            if (waiting.Count == 0) return [];
            var over = await db.Cases.Where(c => c.Stage == Stage.Withdrawn || c.Stage == Stage.Rejected || c.Stage == Stage.Lapsed || c.Stage == Stage.Closed || c.Stage == Stage.Merged).Select(c => c.Id).ToListAsync(cancellationToken);
            var clocks = (await db.Clocks.IgnoreAutoIncludes().Where(c => c.StoppedAt == null).Select(c => new { c.OrganisationId, c.Rule }).ToListAsync(cancellationToken)).ToHashSet();
            return waiting.Where(w => !clocks.Contains(w) && !over.Contains(w.OrganisationId)).Select(w => (w.OrganisationId, "decision-without-clock"));
        }

        private async Task<IEnumerable<(Guid, string)>> OfAgreements(List<CaseNow> cases, CancellationToken cancellationToken)
        {
            var theirs = await mediator.Send(new DescribeAllAgreements(), cancellationToken);
            var (inForce, reviewed) = (theirs.InForce.ToHashSet(), theirs.UnderReview.ToHashSet());
            var green = await db.Gates.Where(g => g.State == GateState.Green && (g.Number == 2 || g.Number == 3 || g.Number == 4)).Select(g => new { g.OrganisationId, g.Number }).ToListAsync(cancellationToken);
            var gone = cases.Where(c => c.IsOver || c.Stage == Stage.OffBoarding).Select(c => c.Id).ToHashSet();
            return green.Where(g => !gone.Contains(g.OrganisationId) && !inForce.Contains(new(g.OrganisationId, g.Number switch { 2 => "mou", 3 => "terms", _ => "sla" }))).Select(g => (g.OrganisationId, "gate-without-agreement"))
                .Concat(cases.Where(c => c.Stage is Stage.EarlyLife or Stage.Live && !reviewed.Contains(c.Id)).Select(c => (c.Id, "live-without-review")));
        }

        private async Task<IEnumerable<(Guid, string)>> OfPeople(List<CaseNow> cases, CancellationToken cancellationToken)
        {
            var peopled = (await mediator.Send(new FindOrganisationsWithPeople(), cancellationToken)).ToHashSet();
            return cases.Where(c => c.Stage == Stage.Closed && peopled.Contains(c.Id)).Select(c => (c.Id, "people-of-closed"));
        }
    }
}
