using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using Xunit;

namespace CommonPlatform.Browser;

public sealed partial class Onboarding
{
    private DateOnly testingEnds;

    private DateOnly Today => stage.Clock.GetUtcNow().CivilDate();

    private async Task NoticesAreUploadedAndReviewed()
    {
        await applicant.GoTo("/org");
        await applicant.Look();
        foreach (var again in new[] { true, false })
        {
            await applicant.GoTo("/org/templates");
            await applicant.Look();
            await applicant.Press("main a[href='/org/templates/upload']");
            if (again) await applicant.Look();
            await applicant.Fill(("Notice", "whole-set"));
            await applicant.Upload("hysbysiadau ŵ.pdf", Pdf);
            await applicant.Submit("[enctype]");
            await applicant.Tick("NoRealData");
            await applicant.Submit("[action*=Submit]");

            await tester.GoToEmailed("/officer/templates/review/");
            if (again) await tester.Look();
            var points = await tester.Page.Locator("main input[type=radio][value=Pass]").CountAsync();
            for (var i = 0; i < points; i++) await tester.Tick($"Findings[{i}].Result", again && i == 3 ? "Fail" : "Pass");
            if (again) await tester.Fill(("Findings[3].Comment", "The last day for a reply is not printed as a date."));
            await tester.Tick("Decision", again ? "rework" : "pass");
            await tester.Submit();
            await tester.Look();
        }
    }

    /// <summary>HMCTS proposes the testing window, the organisation answers with a later one; each side accepts what the other proposed last.</summary>
    private async Task DatesAreProposedAndAccepted()
    {
        var from = WorkingDays.After(Today.AddDays(7), 0);
        await Propose(tester, $"{organisation}/dates", from, WorkingDays.After(from, 4));
        await applicant.GoTo("/org/dates");
        await applicant.Look();
        await applicant.Press("main details summary");
        var later = WorkingDays.After(from, 1);
        await applicant.Fill("From", later);
        testingEnds = WorkingDays.After(later, 5);
        await applicant.Fill("To", testingEnds);
        await applicant.Submit("[action*=Testing]");
        await tester.GoTo($"{organisation}/dates");
        await tester.Look();
        await tester.Submit("[action*=Accept]");

        await officer.GoTo($"{organisation}/dates");
        await officer.Fill("On", WorkingDays.After(testingEnds.AddDays(21), 0));
        await officer.Submit("[action*=GoLive]");
        await applicant.GoTo("/org/dates");
        await applicant.Submit("[action*=Accept]");
        await applicant.Look();
    }

    private static async Task Propose(Visitor by, string page, DateOnly from, DateOnly to)
    {
        await by.GoTo(page);
        await by.Look();
        await by.Fill("From", from);
        await by.Fill("To", to);
        await by.Submit("[action*=Testing]");
    }

    private async Task TheOrganisationIsSetUp()
    {
        await officer.GoTo($"{organisation}/setup");
        await officer.Look();
        await officer.Fill(("OuCode", "B01EF00"));
        await officer.Submit("[action*=OuCode]");
        await officer.Fill(("Offences", "BT02011"));
        await officer.Tick("Checked");
        await officer.Submit("[action*=Prosecutor]");
        Assert.Equal(0, await officer.Page.Locator("main form[action*=Bank]").CountAsync()); // that is for a second person
        await officer.Submit("[action*=Administrator]");

        await finance.GoTo($"{organisation}/setup");
        await finance.Look();
        await finance.Fill(("NumberCalled", "01632 960 777"), ("NumberSource", "The published telephone directory"));
        await finance.Tick("ReadBack");
        await finance.Submit("[action*=Bank]");
        await finance.Look();
    }

    private async Task GatesAreConfirmedByHand()
    {
        await officer.GoTo($"{organisation}/gates");
        await officer.Look();
        var pages = await officer.Page.Locator($"main a[href^='{organisation}/gates/']:not([href$=waiver])").EvaluateAllAsync<string[]>("all => [...new Set(all.map(a => a.getAttribute('href')))]");
        foreach (var page in pages)
        {
            await officer.GoTo(page);
            if (page == pages[0]) await officer.Look();
            await officer.Fill(("Statement", "The document shows it in full."));
            await officer.Upload("prawf.pdf", Pdf);
            await officer.Submit("[enctype]");
            await tester.GoTo(page);
            if (page == pages[0]) await tester.Look();
            await tester.Tick("HasRead");
            await tester.Submit("[action*=Confirm]");
        }
        await owner.GoTo("/org/gates");
        await owner.Look();
    }

    private async Task TestingIsSignedOff()
    {
        await stage.Wait(testingEnds.DayNumber - Today.DayNumber);
        await tester.GoTo($"{organisation}/testing");
        await tester.Look();
        await tester.GoTo($"{organisation}/testing/defects");
        await tester.Look();
        await tester.Tick("Severity", "4");
        await tester.Fill(("What", "The heading is grey."));
        await tester.Submit();
        await owner.GoToEmailed("/org/testing/defects/[0-9a-f-]{36}");
        await owner.Look();
        await owner.Fill(("Correction", "It is black in version 7."));
        await owner.Submit("[action*=Correct]");
        await tester.GoToEmailed($"{organisation}/testing/defects/[0-9a-f-]{{36}}");
        await tester.Look();
        await tester.GoTo($"{organisation}/testing");
        await tester.Fill(("Scripts", "42"), ("Passed", "42"));
        await tester.Submit();
        await owner.GoTo("/org/testing");
        await owner.Look();
        await owner.Tick("Agreed");
        await owner.Submit();
        await tester.GoTo($"{organisation}/testing");
        await tester.Tick("Agreed");
        await tester.Submit("[action*=SignOff]");
    }

    private async Task TheOrganisationGoesLive()
    {
        await officer.GoToEmailed("/officer/org/[0-9a-f-]{36}/readiness");
        await officer.Look();
        await officer.Tick("Ready");
        await officer.Submit();
        await officer.Look();
        for (var day = 0; day < 30 && await officer.Page.Locator("main form[action*=CutOver]").CountAsync() == 0; day++)
        {
            await stage.Wait(1);
            await officer.GoTo($"{organisation}/readiness");
        }
        await officer.Look();
        foreach (var point in new[] { "Contacts", "Users", "FirstCase", "WayBack" }) await officer.Tick(point);
        await officer.Submit("[action*=CutOver]");
        await stage.Wait(30);
        await officer.GoTo("/officer");
        Assert.Contains("Live", await officer.Page.Locator("main tbody .govuk-tag").First.InnerTextAsync(), StringComparison.Ordinal);
        await officer.GoTo($"{organisation}/gates");
        Assert.Equal(0, await officer.Page.Locator("main .govuk-tag--red, main .govuk-tag--yellow").CountAsync());
        await officer.GoTo($"{organisation}/workflow");
        await officer.Look();
        await accountable.GoTo("/org");
        await accountable.Look();
    }
}
