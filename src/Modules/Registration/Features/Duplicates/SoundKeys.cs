using CommonPlatform.BuildingBlocks.Data;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>
/// Keeps how names sound of which only the name was kept: some hundred names, then the next ones as a due item of their own, so that a crash costs one
/// batch and officers work meanwhile. What is there already stays, and doing it again changes nothing.
/// </summary>
internal sealed class SoundKeys(RegistrationDbContext db, DueItems due, TimeProvider clock) : IDueHandler
{
    public const string Due = "registration.sound-keys";
    public const int Batch = 200;

    public string Kind => Due;

    /// <summary>The names after this one.</summary>
    public static DueItem After(string name, DateTimeOffset at) => new($"{Due} {name}", Due, Guid.Empty, at, name);

    public async Task Handle(DueItem item, CancellationToken cancellationToken)
    {
        var names = await db.DuplicateKeys.Where(k => k.Kind == KeyKind.Name && string.Compare(k.Value, item.Payload) > 0).Select(k => k.Value).Distinct().OrderBy(v => v).Take(Batch).ToListAsync(cancellationToken);
        if (names.Count == 0) return;
        var named = await db.DuplicateKeys.AsNoTracking().Where(k => k.Kind == KeyKind.Name && names.Contains(k.Value)).ToListAsync(cancellationToken);
        var organisations = named.Select(k => k.OrganisationId).Distinct().ToList();
        var kept = await db.DuplicateKeys.AsNoTracking().Where(k => k.Kind == KeyKind.Sound && organisations.Contains(k.OrganisationId)).ToListAsync(cancellationToken);
        db.DuplicateKeys.AddRange(named.SelectMany(k => NameSound.Of(k.Value).Select(s => new DuplicateKey(k.OrganisationId, KeyKind.Sound, s))).Distinct().Except(kept));
        await db.SaveChangesAsync(cancellationToken);
        await due.Set(After(names[^1], clock.GetUtcNow()), cancellationToken);
    }
}
