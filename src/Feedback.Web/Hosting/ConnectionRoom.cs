using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Feedback.Web.Hosting;

/// <summary>
/// How many connections there may be, in all and from one address: whoever opens all that there are would shut everybody else out. Proxies that are trusted
/// speak for many and have no share. While many are open, those that say nothing end soon; when all are, whoever has most gives way.
/// </summary>
/// <param name="proxies">Those that are trusted.</param>
/// <param name="refused">Counts what is refused.</param>
internal sealed class ConnectionRoom(IReadOnlyList<System.Net.IPNetwork> proxies, RefusedRequests refused)
{
    public const int Most = 2_000;
    public const int MostOfOneAddress = Most / 4;

    private const int Many = Most / 8;

    // Longer than proxies keep an idle connection for the next request: whoever closes first may lose one that is just being sent.
    private static readonly TimeSpan UsualSilence = TimeSpan.FromSeconds(130);
    private static readonly TimeSpan SilenceWhileMany = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UsualHeaders = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedList<Place>> _open = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>Puts it in front of every endpoint that is listened at.</summary>
    public static void Guard(KestrelServerOptions kestrel, FeedbackOptions options)
    {
        // The Functions host hands all through from this machine.
        IReadOnlyList<System.Net.IPNetwork> proxies = options.Functions is null ? options.TrustedProxies
            : [System.Net.IPNetwork.Parse("127.0.0.0/8"), System.Net.IPNetwork.Parse("::1/128")];
        var room = new Lazy<ConnectionRoom>(() => new(proxies, kestrel.ApplicationServices.GetRequiredService<RefusedRequests>()));
        // Kestrel's own limit knows no addresses, and writes a line for each that it refuses.
        kestrel.Limits.MaxConcurrentConnections = null;
        kestrel.ConfigureEndpointDefaults(listen => listen.Use(next => connection => room.Value.RunAsync(connection, next, kestrel.Limits)));
    }

    /// <summary>
    /// Takes a connection in; <c>null</c> when there is no room for it. Where all is full, the address that has most gives its oldest up, unless the one that
    /// comes would then have as many: who opens all that there are from a few addresses shuts nobody out.
    /// </summary>
    /// <param name="address">Where it comes from.</param>
    /// <param name="close">Closes it.</param>
    /// <returns>Its place, to be given back when it is closed.</returns>
    public IDisposable? TryEnter(IPAddress? address, Action close)
    {
        var place = new Place(this, RefusedRequests.AddressOf(address), IsTrusted(address), close);
        Place? gone = null;
        lock (_gate)
        {
            var own = _open.GetValueOrDefault(place.Address)?.Count ?? 0;
            var fits = own < MostOfOneAddress || place.IsTrusted;
            if (fits && _all >= Most)
                gone = OldestOfMost(own + 1);
            if (fits && (_all < Most || gone is not null))
            {
                if (gone is not null)
                    Remove(gone);
                Add(place);
            }
            else
            {
                gone = place;
            }
        }

        if (gone is not null)
            refused.Note(RefusedRequests.NoRoom, gone.Address);
        if (gone == place)
            return null;
        // Not within the lock: it may run what waits for the connection.
        gone?.Close();
        return place;
    }

    private Place? OldestOfMost(int moreThan) => _open.Values.Where(places => places.Count > moreThan && !places.First!.Value.IsTrusted)
        .MaxBy(places => places.Count)?.First!.Value;

    private void Add(Place place)
    {
        if (!_open.TryGetValue(place.Address, out var places))
            _open[place.Address] = places = [];
        places.AddLast(place.Node);
        _all++;
    }

    private void Remove(Place place)
    {
        if (place.Node.List is not { } places)
            return;
        places.Remove(place.Node);
        _all--;
        if (places.Count == 0)
            _open.Remove(place.Address);
    }

    private async Task RunAsync(ConnectionContext connection, ConnectionDelegate next, KestrelServerLimits limits)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        using var place = TryEnter(address, connection.Abort);
        if (place is null)
        {
            connection.Abort();
            return;
        }

        // Each connection takes the limits as they are when it begins.
        var many = Volatile.Read(ref _all) > Many && !IsTrusted(address);
        limits.KeepAliveTimeout = many ? SilenceWhileMany : UsualSilence;
        limits.RequestHeadersTimeout = many ? SilenceWhileMany : UsualHeaders;
        await next(connection);
    }

    private bool IsTrusted(IPAddress? address)
    {
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && proxies.Any(network => network.Contains(plain));
    }

    /// <summary>One connection that is open.</summary>
    private sealed class Place : IDisposable
    {
        private readonly ConnectionRoom _room;

        public Place(ConnectionRoom room, string address, bool isTrusted, Action close)
        {
            (_room, Address, IsTrusted, Close) = (room, address, isTrusted, close);
            Node = new(this);
        }

        public LinkedListNode<Place> Node { get; }

        public string Address { get; }

        public bool IsTrusted { get; }

        public Action Close { get; }

        public void Dispose()
        {
            lock (_room._gate)
                _room.Remove(this);
        }
    }
}
