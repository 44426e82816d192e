using System.Reflection;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>
/// Takes the one-time key from the form, and turns what a command refuses into the same page: 400 with the typed values and an error
/// summary for invalid input and broken rules, 409 for a record that changed meanwhile. What the page shows beside the form is loaded by its
/// own OnGet, so write OnGet so that it may run after a failed post; typed values win over bound ones.
/// </summary>
public sealed class PageFaults(CurrentActor current) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.HasFormContentType)
        {
            if (http.Request.Form.Any(f => f.Value.Any(v => v is not null && v.Contains('\0', StringComparison.Ordinal))))
            {
                context.Result = new Microsoft.AspNetCore.Mvc.StatusCodeResult(StatusCodes.Status400BadRequest); // no keyboard types it, and PostgreSQL can't store it
                return;
            }
            if (http.Request.Form["__key"].ToString() is { Length: > 0 and <= 64 } key) current.OneTimeKey = key;
        }
        var executed = await next();
        if (executed.Exception is null || executed.ExceptionHandled || executed.HandlerInstance is not PageModel page) return;
        if (Status(executed.Exception, page) is not { } status) return;
        executed.ExceptionHandled = true;
        page.Response.StatusCode = status;
        executed.Result = await Load(page, http.RequestAborted) as Microsoft.AspNetCore.Mvc.IActionResult ?? page.Page();
    }

    private static int? Status(Exception fault, PageModel page)
    {
        switch (fault)
        {
            case InvalidInputException invalid:
                foreach (var (field, text) in invalid.Faults) page.ModelState.AddModelError(field, text.ToString());
                return StatusCodes.Status400BadRequest;
            case RuleBrokenException broken:
                page.ModelState.AddModelError("", broken.Text.ToString());
                return StatusCodes.Status400BadRequest;
            case ConflictException:
                page.ModelState.AddModelError("", Common.ChangedMeanwhile.ToString());
                page.ModelState.Remove("Version"); // the page now shows, and the next post carries, the present version
                return StatusCodes.Status409Conflict;
            default:
                return null;
        }
    }

    private static async Task<object?> Load(PageModel page, CancellationToken cancellationToken)
    {
        var get = page.GetType().GetMethod("OnGetAsync") ?? page.GetType().GetMethod("OnGet");
        if (get is null) return null;
        var arguments = get.GetParameters().Select(p => p.ParameterType == typeof(CancellationToken) ? cancellationToken : Type.Missing).ToArray();
        var returned = get.Invoke(page, BindingFlags.OptionalParamBinding, null, arguments, null);
        if (returned is Task task) await task;
        return returned is Task<Microsoft.AspNetCore.Mvc.IActionResult> result ? await result : null;
    }
}
