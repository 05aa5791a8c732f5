using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Feedback.Web.Hosting;

/// <summary>
/// How many connections there may be, in all and from one address: whoever opens all that there are would shut everybody else out. Proxies that are trusted
/// speak for many and have no share. While many are open, those that say nothing end soon.
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
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);
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

    /// <summary>Takes a connection in; <c>false</c> when there is no room for it.</summary>
    public bool TryEnter(IPAddress? address)
    {
        var name = RefusedRequests.AddressOf(address);
        lock (_gate)
        {
            var own = _open.GetValueOrDefault(name);
            if (_all < Most && (own < MostOfOneAddress || IsTrusted(address)))
            {
                _all++;
                _open[name] = own + 1;
                return true;
            }
        }

        refused.Note(RefusedRequests.NoRoom, name);
        return false;
    }

    /// <summary>It is closed.</summary>
    public void Leave(IPAddress? address)
    {
        var name = RefusedRequests.AddressOf(address);
        lock (_gate)
        {
            _all--;
            if (_open[name] == 1)
                _open.Remove(name);
            else
                _open[name]--;
        }
    }

    private async Task RunAsync(ConnectionContext connection, ConnectionDelegate next, KestrelServerLimits limits)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        if (!TryEnter(address))
        {
            connection.Abort();
            return;
        }

        try
        {
            // Each connection takes the limits as they are when it begins.
            var many = Volatile.Read(ref _all) > Many && !IsTrusted(address);
            limits.KeepAliveTimeout = many ? SilenceWhileMany : UsualSilence;
            limits.RequestHeadersTimeout = many ? SilenceWhileMany : UsualHeaders;
            await next(connection);
        }
        finally
        {
            Leave(address);
        }
    }

    private bool IsTrusted(IPAddress? address)
    {
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && proxies.Any(network => network.Contains(plain));
    }
}
