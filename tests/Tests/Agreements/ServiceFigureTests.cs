using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Contracts.Registration;
using CommonPlatform.Registration;
using Xunit;

namespace CommonPlatform.Tests.Agreements;

public class ServiceFigureTests
{
    [Fact]
    public void A_case_counts_on_the_day_on_which_it_is_known_how_it_went_and_stays_out_until_then()
    {
        static DateTimeOffset At(int day, int hour = 9) => new(2026, 3, day, hour, 0, 0, TimeSpan.Zero);
        (DateTimeOffset, DateTimeOffset?)[] all = [(At(2), At(9)), (At(2), At(10)), (At(2, 17), At(10)), (At(2), null), (At(20), null), (At(23), At(24))];
        CountedInTime Counted(int from, int to, int today) => MeasureServiceHandler.InTime(all, new(2026, 3, from), new(2026, 3, to), new(2026, 3, today));
        Assert.Equal(new CountedInTime(5, 3), Counted(1, 31, 24)); // the one of the 20th can still be in time
        Assert.Equal(new CountedInTime(6, 3), Counted(1, 31, 31));
        Assert.Equal(new CountedInTime(1, 1), Counted(1, 9, 31));
        Assert.Equal(new CountedInTime(0, 0), Counted(11, 20, 31));
    }

    [Fact]
    public void A_figure_meets_its_target_only_with_enough_cases_and_is_rounded_down()
    {
        var (m06, own) = (ServiceMeasure.Find("M06")!, ServiceMeasure.Find("T2")!);
        Assert.Equal((FigureStanding.NotMet, 94.9m), (Of(m06, 1000, 949).Standing, Of(m06, 1000, 949).Value!.Value));
        Assert.Equal(94.9m, Of(m06, 10_000, 9499).Value);
        Assert.Equal(FigureStanding.Met, Of(m06, 20, 19).Standing);
        Assert.Equal(FigureStanding.TooFew, Of(m06, 19, 19).Standing);
        Assert.Equal(FigureStanding.NoCases, Of(m06, 0, 0).Standing);
        Assert.Equal((FigureStanding.Met, FigureStanding.NotMet), (Of(own, 1, 1).Standing, Of(own, 2, 1).Standing));
        Assert.Equal(25, ServiceMeasure.All.Count);
        Assert.Equal(22, ServiceMeasure.All.Count(m => !m.IsOwn));
        Assert.Equal(["M01", "M04", "M07", "M08", "M21"], ServiceMeasure.ToEnter.Select(m => m.Id));
        Assert.All(ServiceMeasure.All, m => Assert.NotEqual(m.Formula.In(Language.English), m.Formula.In(Language.Welsh)));
        Assert.Equal(99.5m, ServiceMeasure.Find("M01")!.Target([]));
        Assert.Equal(97m, ServiceMeasure.Find("M01")!.Target([new DifferingTarget("M01", "97", "Shared line")]));
        Assert.True(ServiceMeasure.Find("M12")!.Meets(2, 2) && !ServiceMeasure.Find("M16")!.Meets(0.1m, 0.1m));
        static Figure Of(ServiceMeasure measure, int cases, int inTime) => Figure.Counted(measure, new CountedInTime(cases, inTime), measure.Target([]), 20);
    }
}
