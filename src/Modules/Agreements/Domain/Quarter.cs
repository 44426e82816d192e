using System.Globalization;

namespace CommonPlatform.Agreements.Domain;

/// <summary>Three calendar months that start on 1 January, 1 April, 1 July or 1 October.</summary>
internal static class Quarter
{
    public static DateOnly StartOf(DateOnly day) => new(day.Year, (((day.Month - 1) / 3) * 3) + 1, 1);

    public static DateOnly EndOf(DateOnly day) => StartOf(day).AddMonths(3).AddDays(-1);

    /// <summary>The last day of the quarter after the one that ends on this day.</summary>
    public static DateOnly EndAfter(DateOnly end) => EndOf(end.AddDays(1));
}

/// <summary>The days over which a review counts; the first one begins in the midst of a quarter, on the day of go-live.</summary>
internal sealed record ReviewPeriod(DateOnly From, DateOnly To)
{
    private const int Smallest = 20;

    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>All days of the quarters that it lies in.</summary>
    public int WholeDays => To.DayNumber - Quarter.StartOf(From).DayNumber + 1;

    public bool IsPart => Days < WholeDays;

    /// <summary>With fewer cases a figure neither meets nor misses its target: 20 in a quarter, in proportion in a part of one.</summary>
    public int FewestCases => ((Smallest * Days) + WholeDays - 1) / WholeDays;

    /// <summary>How many days of it have passed.</summary>
    public int DaysSoFar(DateOnly today) => Math.Clamp(today.DayNumber - From.DayNumber + 1, 0, Days);

    /// <summary>What a count will come to by the end at the pace so far.</summary>
    public int AtThisPace(int soFar, DateOnly today) => DaysSoFar(today) is var passed and > 0 ? (int)Math.Round((double)soFar * Days / passed, MidpointRounding.AwayFromZero) : soFar;

    public string Share => string.Create(CultureInfo.InvariantCulture, $"{Days}/{WholeDays}");
}
