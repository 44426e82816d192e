using CommonPlatform.BuildingBlocks;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.Registration.Demonstration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Registration;

/// <summary>The Registration module as the host sees it.</summary>
public sealed class RegistrationModule : IModule
{
    /// <inheritdoc />
    public IReadOnlyDictionary<string, Step> Steps { get; } = ApplicationSteps.All.Concat(GoLiveSteps.All).Concat(ExitSteps.All).ToDictionary();

    /// <inheritdoc />
    public void Register(IServiceCollection services, IConfiguration configuration) => services
        .AddScoped<Letters>().AddScoped<MainEmails>().AddScoped<EvidenceRecords>().AddScoped<EvidenceOfTheWay>().AddScoped<EvidenceFiles>().AddScoped<Decisions>().AddScoped<BankChanges>()
        .AddScoped<OnboardingEmail>().AddScoped<GateBook>().AddScoped<Planner>().AddScoped<Duplicates>().AddScoped<NewVersion>().AddScoped<Suspending>().AddScoped<Departing>().AddScoped<Merging>()
        .AddSingleton(new ClockSettings(configuration)).AddScoped<ClockRows>().AddScoped<Expiries>().AddScoped<OfficerDesk>().AddScoped<WaitingDecisions>().AddScoped<RefusedUploads>().AddScoped<Forecasts>().AddSingleton<NoticePack>().AddSingleton<ChangeStreams>()
        .AddSingleton<ReadLists>().AddScoped<ReferenceLists>().AddScoped<IDrain, BankHolidayDrain>().AddSingleton<Inbox>().AddScoped<IDrain, InboxDrain>()
        .AddScoped<IEventTap, StrangersTap>().AddScoped<IEventTap, ClockTap>().AddScoped<IEventTap, ForecastTap>().AddScoped<IEventTap, CalendarTap>().AddSingleton<FetchesByAddress>();
}
