using Microsoft.EntityFrameworkCore;

namespace CommonPlatform.Registration;

/// <summary>The tables of the forecast.</summary>
internal static class ForecastShape
{
    extension(RegistrationDbContext db)
    {
        public DbSet<FinishedCase> FinishedCases => db.Set<FinishedCase>();
        public DbSet<FrozenForecast> Forecasts => db.Set<FrozenForecast>();
    }

    public static void ShapeForecasts(this ModelBuilder model)
    {
        model.Entity<FinishedCase>(e =>
        {
            e.ToTable("FinishedCases");
            e.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
            e.HasIndex(x => x.OrganisationId).IsUnique().HasFilter("organisation_id is not null");
        });
        model.Entity<FrozenForecast>(e =>
        {
            e.ToTable("Forecasts");
            e.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId);
            e.HasIndex(x => new { x.OrganisationId, x.MadeAt });
        });
    }
}
