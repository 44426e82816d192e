using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;

namespace CommonPlatform.Registration;

/// <summary>How many streams of changes are open in this host, a person and altogether, and how long one lasts before the browser asks again.</summary>
internal sealed class ChangeStreams(IConfiguration configuration)
{
    private const int MostOfAPerson = 4, MostOfAll = 200;
    private readonly ConcurrentDictionary<Guid, int> open = new();

    public TimeSpan Every { get; } = TimeSpan.FromMilliseconds(configuration.GetValue("CHANGES_EVERY_MILLISECONDS", 5_000));
    public TimeSpan Lasts { get; } = TimeSpan.FromMilliseconds(configuration.GetValue("CHANGES_LAST_MILLISECONDS", 600_000));

    /// <summary>A place for one more stream; null where there is none.</summary>
    public IDisposable? Open(Guid personId)
    {
        lock (open)
        {
            var own = open.GetValueOrDefault(personId);
            if (own >= MostOfAPerson || open.Values.Sum() >= MostOfAll) return null;
            open[personId] = own + 1;
        }
        return new Place(this, personId);
    }

    private void Close(Guid personId)
    {
        lock (open)
            if (--open[personId] == 0) open.TryRemove(personId, out _);
    }

    private sealed class Place(ChangeStreams streams, Guid personId) : IDisposable
    {
        private bool closed;

        public void Dispose()
        {
            if (!closed) streams.Close(personId);
            closed = true;
        }
    }
}
