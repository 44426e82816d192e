using System.Globalization;
using CommonPlatform.BuildingBlocks.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace CommonPlatform.Tests.Web;

/// <summary>A form shows again what was typed, says what is wrong beside it, and reads dates as people write them.</summary>
public sealed class Forms
{
    private sealed class Page
    {
        public string Email { get; set; } = "";
        public bool? HasApi { get; set; }
        public List<string> Methods { get; set; } = [];
        public bool Declared { get; set; }
        public DateOnly? StartsOn { get; set; }
        public int Version { get; set; } = 7;
    }

    [Fact]
    public async Task A_field_shows_what_was_typed_and_what_is_wrong_with_it()
    {
        var page = new RenderedPage(new Page { Email = "from the model" });
        page.ModelState.SetModelValue("Email", "<typed>", "<typed>");
        page.ModelState.AddModelError("Email", "Enter an email address");

        await page.Add(new InputTagHelper { For = page.For("Email"), Label = "Email address", Hint = "We write to it" }, attributes: ("autocomplete", "email"));

        var input = page.One("input#Email");
        Assert.Equal("<typed>", input.GetAttribute("value"));
        Assert.Equal("email", input.GetAttribute("autocomplete"));
        Assert.Equal("Email-hint Email-error", input.GetAttribute("aria-describedby"));
        Assert.Contains("Enter an email address", page.One("#Email-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("Email", page.One("label").GetAttribute("for"));
    }

    [Fact]
    public async Task A_password_is_never_shown_again()
    {
        var page = new RenderedPage(new Page());
        page.ModelState.SetModelValue("Email", "secret", "secret");

        await page.Add(new PasswordInputTagHelper { For = page.For("Email"), Label = "Password" });

        Assert.Null(page.One("input").GetAttribute("value"));
    }

    [Fact]
    public async Task The_summary_lists_errors_in_page_order_with_links_to_their_fields()
    {
        var page = new RenderedPage(new Page());
        page.ModelState.AddModelError("", "The whole");
        page.ModelState.AddModelError("Declared", "Tick the declaration");
        page.ModelState.AddModelError("Email", "Enter an email address");
        page.ModelState.AddModelError("StartsOn.Month", "Date must include a month");

        await page.Add(new ErrorSummaryTagHelper());
        await page.Add(new ErrorSummaryTagHelper());
        await page.Add(new DateInputTagHelper { For = page.For("StartsOn"), Legend = "Start date" });
        await page.Add(new InputTagHelper { For = page.For("Email"), Label = "Email address" });
        await page.Add(new CheckboxesTagHelper { For = page.For("Declared"), Label = "I declare" });

        Assert.Single(page.All(".govuk-error-summary"));
        Assert.Equal(
            ["Date must include a month #StartsOn-month", "Enter an email address #Email", "Tick the declaration #Declared", "The whole "],
            page.All(".govuk-error-summary__list li").Select(li => $"{li.TextContent.Trim()} {li.QuerySelector("a")?.GetAttribute("href")}"));
        Assert.All(page.All(".govuk-error-summary a"), link => Assert.Equal("input", page.One(link.GetAttribute("href")!).LocalName));
    }

    [Fact]
    public async Task Choices_are_ticked_from_the_model_and_from_what_was_sent()
    {
        var page = new RenderedPage(new Page { HasApi = false, Methods = ["summons"] });

        await page.Add(new RadiosTagHelper { For = page.For("HasApi"), Legend = "API?", YesNo = true });
        await page.Add(new CheckboxesTagHelper { For = page.For("Methods"), Legend = "Methods" }, inside: async () =>
        {
            await page.Add(new ChoiceTagHelper { Value = "sjp", Label = "SJP" });
            await page.Add(new ChoiceTagHelper { Value = "summons", Label = "Summons" });
        });

        Assert.Equal(["false", "summons"], page.All("input[checked]").Select(i => i.GetAttribute("value")));

        var again = new RenderedPage(new Page { Methods = ["summons"] });
        again.ModelState.SetModelValue("Methods", new[] { "sjp" }, "sjp");
        await again.Add(new CheckboxesTagHelper { For = again.For("Methods"), Legend = "Methods" }, inside: async () =>
        {
            await again.Add(new ChoiceTagHelper { Value = "sjp", Label = "SJP" });
            await again.Add(new ChoiceTagHelper { Value = "summons", Label = "Summons" });
        });

        Assert.Equal("sjp", again.One("input[checked]").GetAttribute("value"));
    }

    [Theory]
    [InlineData("5", "1", "2026", "2026-01-05")]
    [InlineData(" 05 ", "january", "2026", "2026-01-05")]
    [InlineData("29", "Chwe", "2028", "2028-02-29")]
    [InlineData("1", "tachwedd", "2026", "2026-11-01")]
    [InlineData("31", "Mai", "2026", "2026-05-31")]
    public async Task A_date_is_read_from_three_fields(string day, string month, string year, string expected)
    {
        var context = await Bound(typeof(DateOnly?), day, month, year);

        Assert.Equal(DateOnly.Parse(expected, CultureInfo.InvariantCulture), context.Result.Model);
        Assert.True(context.ModelState.IsValid);
    }

    [Theory]
    [InlineData("", "1", "2026", "StartsOn.Day", "Date must include a day")]
    [InlineData("5", "", "2026", "StartsOn.Month", "Date must include a month")]
    [InlineData("5", "1", "", "StartsOn.Year", "Date must include a year")]
    [InlineData("5", "1", "26", "StartsOn.Year", "Year must include 4 numbers")]
    [InlineData("29", "2", "2026", "StartsOn", "Enter a real date")]
    [InlineData("0", "2", "2026", "StartsOn", "Enter a real date")]
    [InlineData("5", "13", "2026", "StartsOn", "Enter a real date")]
    [InlineData("5", "ma", "2026", "StartsOn", "Enter a real date")]
    [InlineData("-5", "1", "2026", "StartsOn", "Enter a real date")]
    [InlineData("99999999999999999999", "1", "2026", "StartsOn", "Enter a real date")]
    [InlineData("5", "1", "0000", "StartsOn", "Enter a real date")]
    public async Task What_is_not_a_date_is_refused_in_words_and_kept(string day, string month, string year, string key, string words)
    {
        var context = await Bound(typeof(DateOnly?), day, month, year);

        Assert.False(context.Result.IsModelSet);
        Assert.Equal(words, context.ModelState[key]!.Errors.Single().ErrorMessage);
        Assert.Equal([day, month, year], new[] { "Day", "Month", "Year" }.Select(part => context.ModelState["StartsOn." + part]!.AttemptedValue));
    }

    [Fact]
    public async Task A_date_left_out_is_none_where_it_may_be_and_asked_for_where_it_must_be()
    {
        Assert.True((await Bound(typeof(DateOnly?), "", "", "")).ModelState.IsValid);
        Assert.Equal("Enter a date", (await Bound(typeof(DateOnly), "", "", "")).ModelState["StartsOn"]!.Errors.Single().ErrorMessage);
    }

    private static async Task<ModelBindingContext> Bound(Type type, string day, string month, string year)
    {
        var values = new Dictionary<string, StringValues> { ["StartsOn.Day"] = day, ["StartsOn.Month"] = month, ["StartsOn.Year"] = year };
        var context = new DefaultModelBindingContext
        {
            ActionContext = new ActionContext { HttpContext = new DefaultHttpContext() },
            ModelMetadata = new EmptyModelMetadataProvider().GetMetadataForType(type),
            ModelName = "StartsOn",
            ModelState = new ModelStateDictionary(),
            ValueProvider = new FormValueProvider(BindingSource.Form, new FormCollection(values), CultureInfo.InvariantCulture),
        };
        await new DateBinder().BindModelAsync(context);
        return context;
    }
}
