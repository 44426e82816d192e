using CommonPlatform.BuildingBlocks.Data;
using CommonPlatform.BuildingBlocks.Domain;
using CommonPlatform.BuildingBlocks.Mediation;
using CommonPlatform.Contracts.Access;
using CommonPlatform.Host;
using CommonPlatform.Tests.Harness;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Sdk;

namespace CommonPlatform.Tests.Commands;

/// <summary>That a change without an audit entry is noticed: what <see cref="EveryChangeIsRecorded"/> holds in all other tests.</summary>
public sealed class AuditTests
{
    [Fact]
    public async Task A_command_that_changes_something_and_records_nothing_is_noticed()
    {
        if (Platform.OnPostgres) return; // it is held on SQLite
        await using var platform = await Platform.Start(s => s.AddScoped<IRequestHandler<Hush, int>, Hush.Handler>());
        await platform.Person(Roles.Auditor);
        Assert.Contains("Hush changed something", (await Assert.ThrowsAnyAsync<XunitException>(() => platform.Send(new Hush("update access_people set name = 'Nobody'")))).Message, StringComparison.Ordinal);
        await platform.Send(new Hush("update access_people set name = 'Nobody' where 1 = 0"));
    }

    [Fact]
    public void Each_exception_is_a_command()
    {
        var commands = HostApp.Modules.Select(m => m.GetType()).Append(typeof(InvitePerson)).SelectMany(t => t.Assembly.GetTypes()).Where(t => t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICommand<>))).Select(t => t.Name);
        Assert.Empty(EveryChangeIsRecorded.Unrecorded.Keys.Except(commands));
    }

    [Needs(Policy.Internal)]
    internal sealed record Hush(string Sql) : ICommand<int>
    {
        internal sealed class Handler(UnitOfWork unit) : IRequestHandler<Hush, int>
        {
            public Task<int> Handle(Hush request, CancellationToken cancellationToken) => unit.Execute(request.Sql, cancellationToken);
        }
    }
}
