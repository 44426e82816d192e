using CommonPlatform.BuildingBlocks.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>An address of the host and who may use it.</summary>
/// <param name="Route">As mapped, such as <c>/activate/{token}</c>.</param>
/// <param name="Methods">GET, POST …; none means all.</param>
/// <param name="Policy">The one policy.</param>
/// <param name="IsPage">Whether a person sees it.</param>
public sealed record EndpointPolicy(string Route, IReadOnlyList<string> Methods, Policy Policy, bool IsPage);

/// <summary>Default-deny: every endpoint names exactly one policy, or the host doesn't start.</summary>
public static class EndpointPolicies
{
    /// <summary>All endpoints with their policies.</summary>
    /// <exception cref="InvalidOperationException">One names none, or several.</exception>
    public static async Task<IReadOnlyList<EndpointPolicy>> PoliciesOf(this IServiceProvider services, IEnumerable<Endpoint> endpoints)
    {
        var found = new List<EndpointPolicy>();
        foreach (var endpoint in endpoints.OfType<RouteEndpoint>())
        {
            var page = endpoint.Metadata.GetMetadata<PageActionDescriptor>();
            // What a page's class says is known once the page is loaded, which otherwise happens at its first request.
            var loaded = page is null ? null : await services.GetRequiredService<PageLoader>().LoadAsync(page, endpoint.Metadata);
            var metadata = loaded?.Endpoint?.Metadata ?? endpoint.Metadata;
            var policies = metadata.GetOrderedMetadata<NeedsAttribute>();
            if (policies.Count != 1)
                throw new InvalidOperationException($"{endpoint.DisplayName} names {policies.Count} policies; each endpoint needs exactly one [Needs(Policy.…)].");
            found.Add(new(
                "/" + endpoint.RoutePattern.RawText?.TrimStart('/'), endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [], policies[0].Policy, page is not null));
        }
        return found;
    }
}
