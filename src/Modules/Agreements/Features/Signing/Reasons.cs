using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Words;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Agreements.Features.Signing;

internal static class Reasons
{
    public const int Shortest = 10;
    public const int Longest = 2000;

    /// <summary>A reason in the person's own words, 10 to 2,000 characters.</summary>
    public static IRuleBuilderOptions<T, string> Reason<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(text => text.Trim().Length >= Shortest).Saying(Say.ReasonTooShort(Shortest))
        .Must(text => text.Length <= Longest).Saying(Say.ReasonTooLong(Longest));

    public static Reason Keep(this DbSet<Reason> reasons, Agreement agreement, string text, DateTimeOffset at)
    {
        var reason = new Reason(Guid.CreateVersion7(at), agreement.Id, text.Trim(), at);
        reasons.Add(reason);
        return reason;
    }
}
