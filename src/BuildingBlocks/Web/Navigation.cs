using System.Security.Claims;
using CommonPlatform.BuildingBlocks.Words;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>One link of the service navigation.</summary>
public sealed record NavigationLink(Text Label, string Href);

/// <summary>The links that a person sees at the top of every page; the host says which.</summary>
public interface INavigation
{
    /// <summary>The links for this person, in order; a stranger is not authenticated.</summary>
    IEnumerable<NavigationLink> For(ClaimsPrincipal person);
}

internal sealed class NoNavigation : INavigation
{
    public IEnumerable<NavigationLink> For(ClaimsPrincipal person) => [];
}
