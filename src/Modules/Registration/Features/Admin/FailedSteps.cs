using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.BuildingBlocks.Workflow;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>A failed step with the name of the organisation that it is about.</summary>
internal sealed record FailedStep(Incident Incident, string Organisation, Text? Label)
{
    public string Step => Label?.ToString() ?? Incident.NodeId;

    /// <summary>The broken rule or the usual cause in words, or the kind of the failure as support knows it.</summary>
    public Text Why => Catalogue.All.ContainsKey(Incident.Error) ? new(Incident.Error) : Say.FailureOfService(Incident.Error);
}

internal static class FailedSteps
{
    /// <summary>All failed steps, or the one, the oldest first.</summary>
    public static async Task<IReadOnlyList<FailedStep>> Read(this RegistrationDbContext db, IWorkflows workflows, Guid? only, CancellationToken cancellationToken)
    {
        var incidents = (await workflows.Incidents(cancellationToken)).Where(i => only is null || i.IncidentId == only).ToList();
        var ids = incidents.Select(i => i.CorrelationId).Distinct().ToList();
        var names = await db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => $"{c.Name} ({c.Reference})", cancellationToken);
        var steps = new List<FailedStep>();
        foreach (var incident in incidents)
        {
            var standing = (await workflows.Describe(incident.CorrelationId, cancellationToken)).First(s => s.InstanceId == incident.InstanceId);
            steps.Add(new(incident, names.GetValueOrDefault(incident.CorrelationId, incident.DefinitionId), standing.Waits.FirstOrDefault(w => w.NodeId == incident.NodeId)?.Label));
        }
        return steps;
    }
}
