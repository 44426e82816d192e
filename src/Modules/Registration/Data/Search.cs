using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>Finds organisations by the beginnings of words of their names or of their reference, whatever the case and accents.</summary>
internal static class Search
{
    public static IEnumerable<SearchWord> Words(Organisation organisation, params IReadOnlyList<string> earlierNames)
    {
        var reference = organisation.Reference.ToLowerInvariant();
        return Formats.SearchWords($"{organisation.LegalName} {string.Join(' ', earlierNames)} {organisation.ShortName} {reference.Replace("-", "", StringComparison.Ordinal)} {reference[4..]}")
            .Append(reference[4..10].TrimStart('0')).Where(w => w.Length > 0).Distinct().Select(w => new SearchWord(w, organisation.Id));
    }

    /// <summary>The words anew, after the organisation was renamed; it is still found by what it was called before.</summary>
    public static async Task Reindex(this RegistrationDbContext db, Organisation organisation, IReadOnlyList<string> earlierNames, CancellationToken cancellationToken)
    {
        var old = await db.SearchWords.Where(w => w.OrganisationId == organisation.Id).ToListAsync(cancellationToken);
        var now = Words(organisation, earlierNames).ToList();
        db.SearchWords.RemoveRange(old.Except(now));
        db.SearchWords.AddRange(now.Except(old));
    }

    public static IQueryable<OnboardingCase> Matching(this IQueryable<OnboardingCase> cases, RegistrationDbContext db, string? typed)
    {
        var compact = string.Concat(Formats.SearchWords(typed));
        var words = compact.StartsWith("cpo", StringComparison.Ordinal) ? [compact] : Formats.SearchWords(typed);
        foreach (var word in words.Take(6))
        {
            var end = word + '\uffff';
            var found = db.SearchWords.Where(w => string.Compare(w.Word, word) >= 0 && string.Compare(w.Word, end) < 0).Select(w => w.OrganisationId);
            cases = cases.Where(c => found.Contains(c.Id)); // from the words to the cases: asking each case for the word takes seconds where few have it
        }
        return cases;
    }
}
