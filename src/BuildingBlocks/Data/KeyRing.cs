using System.Text;
using System.Xml.Linq;
using CommonPlatform.BuildingBlocks.Documents;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommonPlatform.BuildingBlocks.Data;

/// <summary>
/// The ring of ASP.NET Core Data Protection as rows, each encrypted with the platform's keys: what one host protected, another can read, and a
/// restart changes nothing.
/// </summary>
internal sealed class KeyRing(Database database, Keys keys) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select name, protected from platform_key_ring order by name";
        using var rows = command.ExecuteReader();
        var elements = new List<XElement>();
        while (rows.Read()) elements.Add(XElement.Parse(Encoding.UTF8.GetString(keys.Unprotect(rows.GetString(1), Purpose(rows.GetString(0))))));
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        if (database.IsSqlite) database.Gate.Enter(CancellationToken.None).GetAwaiter().GetResult();
        try
        {
            using var connection = database.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "insert into platform_key_ring (name, protected) values (@name, @protected) on conflict (name) do nothing";
            Add("@name", friendlyName);
            Add("@protected", keys.Protect(Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)), Purpose(friendlyName)));
            command.ExecuteNonQuery();

            void Add(string name, string value)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }
        }
        finally
        {
            if (database.IsSqlite) database.Gate.Leave();
        }
    }

    private static string Purpose(string name) => $"key-ring:{name}";
}

/// <summary>Puts the ring in its place.</summary>
public static class KeyRingSetup
{
    /// <summary>Data Protection with the ring in the database.</summary>
    public static IServiceCollection AddKeyRing(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("CommonPlatform");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(p => new ConfigureOptions<KeyManagementOptions>(
            o => o.XmlRepository = new KeyRing(p.GetRequiredService<Database>(), p.GetRequiredService<Keys>())));
        // It would warn that the XML isn't encrypted; the whole row is.
        return services.AddLogging(l => l.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
    }
}
