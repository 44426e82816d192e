using CommonPlatform.BuildingBlocks.Words;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>
/// A page for 400, 401, 403, 404, 409, 410, 429 or 500 in plain words. A page returns it as its result, middleware as <see cref="IResult"/>.
/// </summary>
public sealed class ErrorPage(int status) : IActionResult, IResult
{
    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>What a person reads out to the help desk; the same code stands in the log.</summary>
    public string? Reference { get; init; }

    /// <summary>A sentence that says more than the standard one.</summary>
    public Text? Detail { get; init; }

    /// <summary>What changed meanwhile (409).</summary>
    public IReadOnlyList<Text> Changes { get; init; } = [];

    /// <summary>Where the person can go on: the page to look at again; the start page unless named.</summary>
    public string Href { get; init; } = "/";

    internal Text Onwards => Status == 401 ? Common.SignInAndGoOn : Href == "/" ? Common.GoToStartPage : Common.LookAtItAgain;

    internal Text Title => Status switch
    {
        400 => Common.Error400Title,
        401 => Common.Error401Title,
        403 => Common.Error403Title,
        404 => Common.Error404Title,
        409 => Common.Error409Title,
        410 => Common.Error410Title,
        429 => Common.Error429Title,
        _ => Common.Error500Title,
    };

    internal Text Advice => Status switch
    {
        400 => Common.Error400Advice,
        401 => Common.Error401Advice,
        403 => Common.Error403Advice,
        404 => Common.Error404Advice,
        409 => Common.Error409Advice,
        410 => Common.Error410Advice,
        429 => Common.Error429Advice,
        _ => Common.Error500Advice,
    };

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext) =>
        ExecuteResultAsync(new ActionContext(httpContext, httpContext.GetRouteData(), new Microsoft.AspNetCore.Mvc.Abstractions.ActionDescriptor()));

    /// <inheritdoc />
    public Task ExecuteResultAsync(ActionContext context)
    {
        var view = new ViewResult
        {
            ViewName = "/Web/Shared/Error.cshtml",
            StatusCode = Status,
            ViewData = new ViewDataDictionary<ErrorPage>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = this },
        };
        return context.HttpContext.RequestServices.GetRequiredService<IActionResultExecutor<ViewResult>>().ExecuteAsync(context, view);
    }
}
