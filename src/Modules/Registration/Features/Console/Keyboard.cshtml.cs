using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.Registration;

/// <summary>What officers can do by keyboard, and the switch for single keys, which are off until somebody wants them.</summary>
[Needs(Policy.ReadOnboarding)]
internal sealed class KeyboardPage : PageModel
{
    /// <summary>Kept in the browser: the script ticks the box there.</summary>
    public bool SingleKeys => false;
}
