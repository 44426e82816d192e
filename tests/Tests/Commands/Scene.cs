using System.Linq.Expressions;
using CommonPlatform.Agreements.Data;
using CommonPlatform.Agreements.Domain;
using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Demonstration;
using CommonPlatform.BuildingBlocks.Documents;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Words;
using CommonPlatform.Registration;
using CommonPlatform.Registration.Demonstration;
using CommonPlatform.Tests.Harness;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommonPlatform.Tests.Commands;

/// <summary>A story that goes on, with the records of its present organisation and what its people send about them.</summary>
internal sealed record Scene(Platform Platform, Story Story, Guid Twin)
{
    public Guid Id => Story.OrganisationId;
    public DateOnly Today => Platform.Clock.GetUtcNow().CivilDate();

    public Guid IdOf(string key) => Guid.Parse(Story.Notes[$"id {key}"]);

    public string EmailOf(string name) => Story.Who().EmailOf(name);

    public Task Send<T>(string role, IRequest<T> request) => Story.Send(Story.The(role), request);

    public async Task<string> Reference(string key) => (await Platform.Read<RegistrationDbContext, OnboardingCase>(db => db.Cases.AsNoTracking().SingleAsync(c => c.Id == IdOf(key)))).Reference;

    /// <summary>Of the present organisation, the latest that is so.</summary>
    public Task<T> Of<T>(Expression<Func<T, bool>> so)
        where T : Entity => Platform.Read<RegistrationDbContext, T>(db =>
            db.Set<T>().AsNoTracking().Where(x => EF.Property<Guid>(x, "OrganisationId") == Id).Where(so).OrderByDescending(x => x.Id).FirstAsync());

    public async Task Application<T>(Func<Guid, int, IRequest<T>> command, string role = Roles.Applicant)
    {
        var newest = await Platform.Read<RegistrationDbContext, Application>(db => db.Applications.AsNoTracking().Of(Id).FirstAsync());
        await Send(role, command(newest.Id, newest.Version));
    }

    /// <summary>The newest round of an agreement, to its signatory where nobody else is named.</summary>
    public async Task Agreement<T>(string kind, Func<Agreement, IRequest<T>> command, string? role = null)
    {
        var newest = await Platform.Read<AgreementsDbContext, Agreement>(db => db.Agreements.AsNoTracking().Where(a => a.OrganisationId == Id && a.Kind == kind).OrderByDescending(a => a.Id).FirstAsync());
        await Story.Send(role is null ? Story.Cast.First(p => p.Email == newest.SignatoryEmail) : Story.The(role), command(newest));
    }

    public Task<SecurityAssessment> Assessment() =>
        Platform.Read<AgreementsDbContext, SecurityAssessment>(db => db.SecurityAssessments.AsNoTracking().Where(a => a.OrganisationId == Id).OrderByDescending(a => a.Id).FirstAsync());

    public Task<ServiceReview> Review() =>
        Platform.Read<AgreementsDbContext, ServiceReview>(db => db.ServiceReviews.AsNoTracking().Where(r => r.OrganisationId == Id).OrderByDescending(r => r.Number).FirstAsync());

    public Task<NoticeRound> Round() =>
        Platform.Read<RegistrationDbContext, NoticeRound>(db => db.NoticeRounds.AsNoTracking().Where(r => r.OrganisationId == Id).OrderByDescending(r => r.Number).FirstAsync());

    public async Task<Guid> PersonOf(string role) => (await Story.Ask(s => s.GetRequiredService<IActors>().Of(Story.The(role).Email))).PersonId!.Value;

    public async Task<StoredPdf> Pdf()
    {
        var stored = await Platform.Services.GetRequiredService<DocumentStore>().Put(Tests.Registration.Applicants.Pdf, default);
        return new StoredPdf("letter.pdf", stored.Address, stored.Sha256, stored.Length);
    }
}
