using System.Collections.Concurrent;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Contracts.Registration;
using MediatR;

namespace CommonPlatform.Tests.Agreements;

/// <summary>What the other modules would answer, so that this module's rules can be tested alone; the journeys are tested with all of them.</summary>
internal sealed class World
{
    public Guid Organisation { get; } = Guid.Parse("01900000-0000-7000-8000-000000000001");
    public ConcurrentDictionary<string, PersonSummary> People { get; } = new();
    public List<InvitePerson> Invitations { get; } = [];
    public string RightCode { get; set; } = "123456";
    public DateTimeOffset? SteppedUp { get; set; }

    public PersonSummary Person(string email, string name) => People.GetOrAdd(
        email, e => new PersonSummary(new Guid(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(e))), name, e, Language.English, [], null));
}

internal sealed class AnswerDescribeOrganisation(World world) : IRequestHandler<DescribeOrganisation, OrganisationSummary?>
{
    public Task<OrganisationSummary?> Handle(DescribeOrganisation request, CancellationToken cancellationToken) => Task.FromResult(request.OrganisationId != world.Organisation
        ? null
        : new OrganisationSummary(
            world.Organisation, "CPO-000042K", "Llŷn & O'Hara Rail Enforcement", "LLYNRAIL", ["sjp", "summons"], 41_000,
            [
                new(Roles.AccountablePerson, "Siân Wŷn-O’Hara", "Director of Prosecutions", "sian@llyn.example"),
                new(Roles.OrganisationServiceOwner, "Tomos Price", "Head of Revenue", "tomos@llyn.example"),
                new(Roles.SecuritySignatory, "Nia Bowen", "Chief Information Security Officer", "nia@llyn.example"),
            ]));
}

internal sealed class AnswerInvitePerson(World world) : IRequestHandler<InvitePerson, Guid>
{
    public Task<Guid> Handle(InvitePerson request, CancellationToken cancellationToken)
    {
        world.Invitations.Add(request);
        return Task.FromResult(world.Person(request.Email, request.Name).PersonId);
    }
}

internal sealed class AnswerNamePeople(World world) : IRequestHandler<NamePeople, IReadOnlyList<PersonSummary>>
{
    public Task<IReadOnlyList<PersonSummary>> Handle(NamePeople request, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PersonSummary>>([.. world.People.Values.Where(p => request.PersonIds.Contains(p.PersonId))]);
}

internal sealed class AnswerFindPeople : IRequestHandler<FindPeople, IReadOnlyList<PersonSummary>>
{
    public Task<IReadOnlyList<PersonSummary>> Handle(FindPeople request, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PersonSummary>>([]);
}

internal sealed class AnswerGiveFreshCode(World world, TimeProvider clock) : IRequestHandler<GiveFreshCode, bool>
{
    public Task<bool> Handle(GiveFreshCode request, CancellationToken cancellationToken)
    {
        var right = request.Code == world.RightCode;
        if (right) world.SteppedUp = clock.GetUtcNow();
        return Task.FromResult(right);
    }
}

internal sealed class AnswerLastStepUp(World world) : IRequestHandler<LastStepUp, DateTimeOffset?>
{
    public Task<DateTimeOffset?> Handle(LastStepUp request, CancellationToken cancellationToken) => Task.FromResult(world.SteppedUp);
}
