using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>The address of the current page with some of its query changed.</summary>
public static class PageAddress
{
    /// <summary>The page's path and query with these values instead; null takes a name out.</summary>
    public static string With(HttpRequest request, params (string Name, string? Value)[] changes)
    {
        var kept = request.Query.Where(q => changes.All(c => c.Name != q.Key)).SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, value ?? ""));
        var changed = changes.Where(c => c.Value is not null).Select(c => KeyValuePair.Create(c.Name, c.Value!));
        return request.PathBase.Add(request.Path).ToUriComponent() + new QueryBuilder(kept.Concat(changed)).ToQueryString();
    }
}
