using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;
using CommonPlatform.Access.Demonstration;
using CommonPlatform.BuildingBlocks.Domain;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Access.Features.SignIn;

[Needs(Policy.Anyone)]
internal sealed class SignInPage(
    IMediator mediator, AccessDbContext db, PasswordCheck passwords, SignInTicket ticket, FailuresByAddress failures, CurrentActor current, DemoAccounts demo) : PageModel
{
    [FromQuery] public string? ReturnUrl { get; set; }
    [BindProperty] public string Email { get; set; } = "";
    [BindProperty] public string Password { get; set; } = "";

    public bool TooMany { get; private set; }
    public IReadOnlyList<DemoAccount> DemoPeople { get; private set; } = [];

    public IActionResult OnGet([FromQuery] string? email = null)
    {
        if (current.Actor.PersonId is not null) return Redirect(LocalPath.Or(ReturnUrl, "/"));
        DemoPeople = demo.Read();
        if (HttpMethods.IsGet(Request.Method) && email is { Length: <= 254 }) Email = email;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        current.OneTimeKey = null; // each try counts
        if (failures.IsTooMany(HttpContext)) return Busy();
        Require();
        var address = Login.Normalise(Email);
        var login = await db.Logins.AsNoTracking().SingleOrDefaultAsync(l => l.NormalizedEmail == address && db.People.Any(p => p.Id == l.Id && p.ActivatedAt != null), cancellationToken);
        var right = passwords.IsRight(login, Password);
        var answer = await mediator.Send(new CheckPassword(SignInLimits.KeyOf(Email), login?.Id, right), cancellationToken);
        if (answer == SignInAnswer.Accepted)
        {
            ticket.Give(HttpContext, login!);
            return Redirect($"/sign-in/code?returnUrl={Uri.EscapeDataString(LocalPath.Or(ReturnUrl, "/"))}");
        }
        failures.Count(HttpContext);
        throw new RuleBrokenException(answer == SignInAnswer.Locked ? Say.SignInLocked(SignInLimit.LockedFor.Minutes) : Say.SignInWrong);
    }

    private void Require()
    {
        var faults = new List<(string, BuildingBlocks.Words.Text)>();
        if (string.IsNullOrWhiteSpace(Email) || Email.Length > 254) faults.Add((nameof(Email), Say.EnterYourEmail));
        if (Password.Length is 0 or > 1024) faults.Add((nameof(Password), Say.EnterYourPassword));
        if (faults.Count > 0) throw new InvalidInputException(faults);
    }

    private PageResult Busy()
    {
        (Response.StatusCode, TooMany) = (StatusCodes.Status429TooManyRequests, true);
        return Page();
    }
}
