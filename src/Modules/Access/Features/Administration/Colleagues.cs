using CommonPlatform.Access.Data;
using CommonPlatform.Access.Domain;

namespace CommonPlatform.Access.Features.Administration;

internal static class Colleagues
{
    /// <summary>The people whom administrators look after: whoever has, or had, a role at HMCTS. Those of organisations don't exist for them.</summary>
    public static IQueryable<Person> OfHmcts(this IQueryable<Person> people) => people.Where(p => p.Memberships.Any(m => m.OrganisationId == null));
}
