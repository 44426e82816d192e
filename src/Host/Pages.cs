using CommonPlatform.BuildingBlocks.Web;

namespace CommonPlatform.Host;

internal static class Pages
{
    /// <summary>Razor pages lie in Features/ of each module; every page gets the same handling of faults.</summary>
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorPages(o =>
        {
            o.RootDirectory = "/Features";
            o.Conventions.ConfigureFilter(new Microsoft.AspNetCore.Mvc.TypeFilterAttribute(typeof(PageFaults)));
        }).AddGovUkComponents();
        services.AddAntiforgery(o =>
        {
            o.FormFieldName = "__antiforgery";
            o.Cookie.Name = "antiforgery";
        });
    }
}
