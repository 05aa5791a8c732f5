using System.Net;
using System.Net.Sockets;

namespace Feedback.Web.Hosting;

/// <summary>
/// Logs what is refused to callers that nobody knows: the first of a kind from an address at once, how many more followed it once a minute. However much one
/// sends, it is a line a minute.
/// </summary>
internal sealed partial class RefusedRequests : IDisposable
{
    public const string WrongKey = "wrong key";
    public const string WrongSignIn = "wrong key at sign-in";
    public const string WrongSignature = "wrong signature of a webhook";
    public const string Malformed = "malformed request";
    public const string NoToken = "form without its token";
    public const string NoRoom = "too many connections";

    /// <summary>The address of what is refused to all alike.</summary>
    public const string Anyone = "anyone";

    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    // Beyond so many addresses the rest are counted together: who has many must not fill the memory either.
    private const int MostAddresses = 1_000;
    private const string Others = "other addresses";

    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Reason, string Address), int> _followed = [];

    public RefusedRequests(ILogger<RefusedRequests> logger, TimeProvider time)
    {
        _logger = logger;
        _timer = time.CreateTimer(_ => Report(), null, Interval, Interval);
    }

    /// <summary>Notes a request that was refused.</summary>
    public void Note(string reason, HttpContext context) => Note(reason, AddressOf(context));

    /// <summary>Notes what was refused to an address.</summary>
    public void Note(string reason, string address)
    {
        lock (_lock)
        {
            if (_followed.Count >= MostAddresses && !_followed.ContainsKey((reason, address)))
                address = Others;
            if (!_followed.TryAdd((reason, address), 0))
            {
                _followed[(reason, address)]++;
                return;
            }
        }

        LogFirst(address, reason);
    }

    /// <summary>Where a request comes from: an IPv4 address, or an IPv6 network, for one subscriber has all of its addresses.</summary>
    public static string AddressOf(HttpContext context) => AddressOf(context.Connection.RemoteIpAddress);

    /// <summary>The same of an address itself.</summary>
    public static string AddressOf(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    public void Dispose() => _timer.Dispose();

    private void Report()
    {
        List<((string Reason, string Address) Of, int Count)> followed;
        lock (_lock)
        {
            followed = [.. _followed.Where(pair => pair.Value > 0).Select(pair => (pair.Key, pair.Value))];
            // What went on within this minute goes on being counted; what ceased is told anew when it comes back.
            foreach (var key in _followed.Keys.ToArray())
            {
                if (_followed[key] == 0)
                    _followed.Remove(key);
                else
                    _followed[key] = 0;
            }
        }

        foreach (var (of, count) in followed)
            LogFollowed(count, of.Address, of.Reason);
    }

    [LoggerMessage(LogLevel.Warning, "Refused a request from {Address}: {Reason}")]
    private partial void LogFirst(string address, string reason);

    [LoggerMessage(LogLevel.Warning, "Refused {Count} more requests from {Address} within a minute: {Reason}")]
    private partial void LogFollowed(int count, string address, string reason);
}
