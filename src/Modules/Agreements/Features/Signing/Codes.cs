using CommonPlatform.Contracts.Access;
using MediatR;

namespace CommonPlatform.Agreements.Features.Signing;

/// <summary>The fresh authenticator code that each signature needs.</summary>
internal static class Codes
{
    public static bool LookRight(string code) => code.Count(char.IsAsciiDigit) == 6 && code.All(c => char.IsAsciiDigit(c) || c == ' ');

    /// <summary>When the code was taken, which is now; null when it was wrong, used already or the person is locked out.</summary>
    public static async Task<DateTimeOffset?> Give(IMediator mediator, string code, CancellationToken cancellationToken) =>
        await mediator.Send(new GiveFreshCode(code.Replace(" ", "", StringComparison.Ordinal)), cancellationToken)
            ? await mediator.Send(new LastStepUp(), cancellationToken)
            : null;
}
