using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;

namespace CommonPlatform.Registration;

/// <summary>Somebody who worked for the organisation that ends, and whether they work for the other one from then on.</summary>
internal sealed record MergerPerson(Guid Id, Guid MergerId, Guid PersonId, bool Moves);

/// <summary>
/// One organisation is merged into another, for good. An officer merges an application that isn't decided on into the organisation that it duplicates;
/// an accepted one, live or not, is merged into another by two people of HMCTS, with the document that shows it. Nothing of either is deleted.
/// </summary>
internal sealed class Merger : Entity, IUpload
{
    private readonly List<MergerPerson> people = [];

    private Merger()
    {
    }

    public static Merger OfDuplicate(Guid id, OnboardingCase ends, OnboardingCase goesOn, Guid reasonId, Guid by, DateTimeOffset at)
    {
        var merger = new Merger { Id = id, OrganisationId = ends.Id, IntoId = goesOn.Id, IsDuplicate = true, ReasonId = reasonId, AskedBy = by, AskedAt = at };
        merger.Merge(ends, goesOn, at);
        return merger;
    }

    public static Merger Ask(Guid id, OnboardingCase ends, OnboardingCase goesOn, bool reissue, StoredPdf evidence, Guid reasonId, Guid by, DateTimeOffset at)
    {
        var merger = new Merger
        {
            Id = id,
            OrganisationId = ends.Id,
            IntoId = goesOn.Id,
            Reissue = reissue,
            ReasonId = reasonId,
            AskedBy = by,
            AskedAt = at,
            FileName = evidence.FileName,
            Address = evidence.Address,
            Sha256 = evidence.Sha256,
        };
        merger.RequireThatBothCan(ends, goesOn);
        merger.Record(new MergerAsked(ends.Id, id, goesOn.Id));
        return merger;
    }

    public Guid OrganisationId { get; private init; }
    public Guid IntoId { get; private init; }

    /// <summary>An application that wasn't decided on; else both were accepted.</summary>
    public bool IsDuplicate { get; private init; }

    /// <summary>The agreements of the one that goes on are issued anew; else the novation notes are enough.</summary>
    public bool Reissue { get; private init; }
    public Guid ReasonId { get; private init; }
    public string? FileName { get; private init; }
    public string? Address { get; private init; }
    public string? Sha256 { get; private init; }
    public Guid AskedBy { get; private init; }
    public DateTimeOffset AskedAt { get; private init; }
    public bool? Approved { get; private set; }
    public Guid? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public Guid? DecisionReasonId { get; private set; }
    public DateTimeOffset? MergedAt { get; private set; }
    public IReadOnlyList<MergerPerson> People => people;

    public bool WaitsForDecision => Approved is null && MergedAt is null;

    public void Choose(IEnumerable<(Guid PersonId, bool Moves)> chosen, DateTimeOffset at) => people.AddRange(chosen.Select(c => new MergerPerson(Guid.CreateVersion7(at), Id, c.PersonId, c.Moves)));

    public void Approve(OnboardingCase ends, OnboardingCase goesOn, Guid by, DateTimeOffset at)
    {
        Decide(true, by, at);
        Merge(ends, goesOn, at);
    }

    public void Refuse(Guid reasonId, Guid by, DateTimeOffset at)
    {
        Decide(false, by, at);
        DecisionReasonId = reasonId;
        Record(new MergerRefused(OrganisationId, Id));
    }

    private void Merge(OnboardingCase ends, OnboardingCase goesOn, DateTimeOffset at)
    {
        RequireThatBothCan(ends, goesOn);
        MergedAt = at;
        ends.MergeInto(goesOn, this, at);
    }

    private void RequireThatBothCan(OnboardingCase ends, OnboardingCase goesOn)
    {
        Rule.Require(ends.Id != goesOn.Id, Say.MergerRuleSelf);
        Rule.Require(ends.Stage != Stage.Merged, Say.MergerRuleFinal);
        Rule.Require(IsDuplicate ? ends.IsBeforeDecision : ends.IsAccepted, IsDuplicate ? Say.MergerRuleNotInTriage : Say.MergerRuleNotAccepted(ends.Name));
        Rule.Require(goesOn.MayTakeIn, Say.MergerRuleIntoEnded(goesOn.Name));
        Rule.Require(IsDuplicate || (goesOn.IsAccepted && goesOn.LeavesOn is null), Say.MergerRuleIntoNotAccepted(goesOn.Name));
        // Otherwise the cases of one that is live would have nowhere to go on.
        Rule.Require(IsDuplicate || goesOn.IsOpenToIt || !ends.IsOpenToIt, Say.MergerRuleIntoNotLive(goesOn.Name));
    }

    private void Decide(bool approved, Guid by, DateTimeOffset at)
    {
        Rule.Require(WaitsForDecision, Say.MergerRuleDecided);
        Rule.Require(by != AskedBy, Say.MergerRuleSecondPerson);
        (Approved, DecidedBy, DecidedAt) = (approved, by, at);
    }
}
