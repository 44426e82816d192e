using System.Globalization;
using CommonPlatform.BuildingBlocks.Words;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CommonPlatform.BuildingBlocks.Web;

/// <summary>Reads a date from the three fields of <c>govuk-date-input</c>; a month may be a number or a name in either language.</summary>
internal sealed class DateBinder : IModelBinder, IModelBinderProvider
{
    private static readonly string[][] MonthNames =
        [.. Enumerable.Range(1, 12).Select(m => new[] { Language.English, Language.Welsh }.Select(l => Dates.Word(new DateOnly(2000, m, 1), l).Split(' ')[1]).ToArray())];

    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata.UnderlyingOrModelType == typeof(DateOnly) ? this : null;

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var name = bindingContext.ModelName;
        string[] keys = [name + ".Day", name + ".Month", name + ".Year"];
        var parts = keys.Select(key => bindingContext.ValueProvider.GetValue(key)).ToArray();
        if (parts.All(p => p == ValueProviderResult.None)) return BindWhole(bindingContext, name);

        for (var i = 0; i < keys.Length; i++) Keep(bindingContext.ModelState, keys[i], parts[i]);
        var typed = parts.Select(p => (p.FirstValue ?? "").Trim()).ToArray();
        if (typed.All(t => t.Length == 0)) Blank(bindingContext, name);
        else if (Missing(typed) is { } missing) Refuse(bindingContext, keys[missing.Part], missing.Words);
        else if (Read(typed) is { } date) bindingContext.Result = ModelBindingResult.Success(date);
        else Refuse(bindingContext, typed[2].Length == 4 ? name : keys[2], typed[2].Length == 4 ? Common.EnterARealDate : Common.YearMustHaveFourDigits);
        return Task.CompletedTask;
    }

    /// <summary>No validator visits a part of the date, and an unvisited entry would make the whole form invalid.</summary>
    private static void Keep(ModelStateDictionary state, string key, ValueProviderResult typed)
    {
        state.SetModelValue(key, typed);
        state.MarkFieldSkipped(key);
    }

    private static Task BindWhole(ModelBindingContext context, string name)
    {
        var value = context.ValueProvider.GetValue(name);
        if (value == ValueProviderResult.None) return Task.CompletedTask;
        context.ModelState.SetModelValue(name, value);
        if (string.IsNullOrWhiteSpace(value.FirstValue)) Blank(context, name);
        else if (DateOnly.TryParseExact(value.FirstValue, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            context.Result = ModelBindingResult.Success(date);
        else Refuse(context, name, Common.EnterARealDate);
        return Task.CompletedTask;
    }

    private static void Blank(ModelBindingContext context, string name)
    {
        if (context.ModelMetadata.IsReferenceOrNullableType) context.Result = ModelBindingResult.Success(null);
        else Refuse(context, name, Common.EnterADate);
    }

    private static (int Part, Text Words)? Missing(string[] typed) => Array.IndexOf(typed, "") switch
    {
        0 => (0, Common.DateMustIncludeDay),
        1 => (1, Common.DateMustIncludeMonth),
        2 => (2, Common.DateMustIncludeYear),
        _ => null,
    };

    private static DateOnly? Read(string[] typed)
    {
        if (typed[2].Length != 4 || !Number(typed[0], out var day) || !Number(typed[2], out var year)) return null;
        if (!Number(typed[1], out var month)) month = MonthOf(typed[1]);
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        return new DateOnly(year, month, day);
    }

    private static bool Number(string typed, out int number) => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static int MonthOf(string typed) => typed.Length < 3
        ? 0
        : 1 + Array.FindIndex(MonthNames, names => names.Any(n => n.StartsWith(typed, StringComparison.OrdinalIgnoreCase)));

    private static void Refuse(ModelBindingContext context, string key, Text words)
    {
        context.ModelState.TryAddModelError(key, words.ToString());
        context.Result = ModelBindingResult.Failed();
    }
}
