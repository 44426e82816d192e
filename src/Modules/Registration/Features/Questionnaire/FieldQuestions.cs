using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>What an officer asked at single fields when the questionnaire was last returned.</summary>
internal static class AskedAtFields
{
    public static async Task<IReadOnlyList<(FieldQuestion Question, string Words)>> AskedAt(this RegistrationDbContext db, Application application, CancellationToken cancellationToken)
    {
        if (!application.IsReturned) return [];
        var asked = await db.FieldQuestions.AsNoTracking().Where(q => q.ApplicationId == application.Id && q.FormVersion == application.FormVersion).OrderBy(q => q.Id).ToListAsync(cancellationToken);
        var ids = asked.Select(q => q.ReasonId).ToList();
        var words = await db.Reasons.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Words ?? "", cancellationToken);
        return [.. asked.Select(q => (q, words.GetValueOrDefault(q.ReasonId, "")))];
    }
}
