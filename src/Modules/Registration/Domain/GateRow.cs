namespace CommonPlatform.Registration;

/// <summary>How a gate stood when it was last computed; the database refuses live while a blocking one is red.</summary>
internal sealed class GateRow
{
    private GateRow()
    {
    }

    public GateRow(Guid organisationId, Gate gate) => (OrganisationId, Number, Blocking) = (organisationId, gate.Number, gate.Blocking);

    public Guid OrganisationId { get; private init; }
    public int Number { get; private init; }
    public bool Blocking { get; private init; }
    public GateState State { get; private set; } = GateState.Red;
    public string Fact { get; private set; } = "";
    public DateOnly? ExpectedOn { get; private set; }
    public bool MayBeWaived { get; private set; }
    public DateTimeOffset Since { get; private set; }

    public bool IsOpen => State is GateState.Green or GateState.NotNeeded or GateState.Waived;

    public bool Stops => Blocking && State == GateState.Red;

    public void Is(GateFinding found, DateTimeOffset at)
    {
        if (Fact.Length == 0 || State != found.State) Since = at;
        (State, Fact, ExpectedOn, MayBeWaived) = (found.State, found.Fact.Stored(), found.Expected, found.MayBeWaived);
    }
}
