using CommonPlatform.BuildingBlocks.Data;
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
        }).AddCookieTempDataProvider(o => o.Cookie.Name = "once").AddGovUkComponents();
        services.AddSingleton<INavigation, Navigation>();
        services.AddKeyRing();
        services.AddAntiforgery(o =>
        {
            o.FormFieldName = "__antiforgery";
            o.Cookie.Name = "antiforgery";
        });
    }

    /// <summary>A page in plain words, with the correlation id to read out, for whatever went wrong.</summary>
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(e => e.Run(http => new ErrorPage(StatusCodes.Status500InternalServerError) { Reference = http.TraceIdentifier }.ExecuteAsync(http)));
        app.UseStatusCodePages(c => new ErrorPage(c.HttpContext.Response.StatusCode)
        {
            Reference = c.HttpContext.TraceIdentifier,
            Href = c.HttpContext.Response.StatusCode == StatusCodes.Status401Unauthorized ? $"/sign-in{QueryString.Create("returnUrl", c.HttpContext.Request.Path)}" : "/",
        }.ExecuteAsync(c.HttpContext));
    }
}
