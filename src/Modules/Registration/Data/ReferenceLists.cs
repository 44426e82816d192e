using System.Collections.Concurrent;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>
/// The lists in use today: of each kind the file with the latest day of validity that has begun, or what ships with the product. Which file
/// that is, is asked each time, so that every host changes over at once; a file is read once a process.
/// </summary>
internal sealed class ReferenceLists(RegistrationDbContext db, DocumentStore store, ReadLists read, TimeProvider clock)
{
    public async Task<OffenceList> Offences(CancellationToken cancellationToken) =>
        (OffenceList?)await InUse(ReferenceKind.Offences, cancellationToken) ?? OffenceList.Shipped;

    public async Task<ModulusTable> BankWeights(CancellationToken cancellationToken) =>
        (ModulusTable?)await InUse(ReferenceKind.BankWeights, cancellationToken) ?? ModulusTable.Shipped;

    public async Task<BankHolidayList?> BankHolidays(CancellationToken cancellationToken) =>
        (BankHolidayList?)await InUse(ReferenceKind.BankHolidays, cancellationToken);

    public async Task<ServiceCalendar> Calendar(CancellationToken cancellationToken) =>
        (ServiceCalendar?)await InUse(ReferenceKind.ServiceCalendar, cancellationToken) ?? ServiceCalendar.Shipped;

    public async Task<JusticeAreaList> JusticeAreas(CancellationToken cancellationToken) =>
        (JusticeAreaList?)await InUse(ReferenceKind.JusticeAreas, cancellationToken) ?? JusticeAreaList.Shipped;

    /// <summary>The list in use, to compare another one with; null where the one in use isn't a file of ours.</summary>
    public async Task<IReferenceList?> Of(ReferenceKind kind, CancellationToken cancellationToken) => kind switch
    {
        ReferenceKind.Offences => await Offences(cancellationToken),
        ReferenceKind.BankWeights => await BankWeights(cancellationToken),
        ReferenceKind.ServiceCalendar => await Calendar(cancellationToken),
        ReferenceKind.JusticeAreas => await JusticeAreas(cancellationToken),
        _ => await BankHolidays(cancellationToken),
    };

    /// <summary>How old the list in use is, in words.</summary>
    public async Task<Text> Age(ReferenceKind kind, CancellationToken cancellationToken)
    {
        var today = clock.GetUtcNow().CivilDate();
        return await InUse(kind, today, cancellationToken) is { } file ? Say.ListsFrom(file.ValidFrom, today.DayNumber - file.ValidFrom.DayNumber) : Say.ListsShipped;
    }

    public IReferenceList Read(ReferenceFile file) => read.Lists.GetOrAdd(file.Id, _ => Read(file.Kind, store.Open(file.Address), file.ValidFrom, ""));

    /// <exception cref="InvalidInputException">The file isn't such a list; says at the field what is wrong, and on which line.</exception>
    public static IReferenceList Read(ReferenceKind kind, Stream content, DateOnly validFrom, string field)
    {
        using (content)
            return kind switch
            {
                ReferenceKind.Offences => OffenceList.Read(content, field),
                ReferenceKind.BankWeights => ModulusTable.Read(content, validFrom, field),
                ReferenceKind.ServiceCalendar => ServiceCalendar.Read(content, field),
                ReferenceKind.JusticeAreas => JusticeAreaList.Read(content, field),
                _ => BankHolidayList.Read(content, field),
            };
    }

    private async Task<IReferenceList?> InUse(ReferenceKind kind, CancellationToken cancellationToken) =>
        await InUse(kind, clock.GetUtcNow().CivilDate(), cancellationToken) is { } file ? Read(file) : null;

    private Task<ReferenceFile?> InUse(ReferenceKind kind, DateOnly today, CancellationToken cancellationToken) =>
        db.ReferenceFiles.AsNoTracking().Where(f => f.Kind == kind && f.UsedAt != null && f.ValidFrom <= today)
            .OrderByDescending(f => f.ValidFrom).ThenByDescending(f => f.UsedAt).FirstOrDefaultAsync(cancellationToken);
}

/// <summary>Files that this process has read.</summary>
internal sealed class ReadLists
{
    public ConcurrentDictionary<Guid, IReferenceList> Lists { get; } = new();
}

/// <summary>Tells this process's working days of the bank holidays in use: each host does so for itself, whoever loaded them.</summary>
internal sealed class BankHolidayDrain(ReferenceLists lists) : IDrain
{
    public async Task<int> Drain(CancellationToken cancellationToken)
    {
        if (await lists.BankHolidays(cancellationToken) is { } list) WorkingDays.Know(list.Days.Keys);
        return 0;
    }
}
