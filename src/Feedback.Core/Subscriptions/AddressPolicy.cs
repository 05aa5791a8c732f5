using System.Net;
using System.Net.Sockets;

namespace Feedback.Core.Subscriptions;

/// <summary>
/// Which addresses webhooks may be sent to. Whoever may name an address makes this server call it (server-side request forgery), so what is not plainly on the
/// public internet is refused: the ranges follow the IANA special-purpose address registries (RFC 6890 and its updates).
/// </summary>
/// <param name="AllowPrivate">Whether a company's own network, and this machine, may be called too, over plain http as well.</param>
public sealed record AddressPolicy(bool AllowPrivate)
{
    /// <summary>Characters of an address (URL).</summary>
    public const int LongestUrl = 2_000;

    private static readonly IPNetwork[] PrivateRanges =
    [
        .. Networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8"),
        .. Networks("fc00::/7", "::1/128"),
    ];

    // Metadata services come first: some of them stand in ranges that are otherwise private or even public. The rest is reserved, link-local, multicast or for
    // documentation.
    private static readonly IPNetwork[] ForbiddenRanges =
    [
        .. Networks("100.100.100.200/32", "168.63.129.16/32", "fd00:ec2::254/128", "fd20:ce::254/128"),
        .. Networks("0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4"),
        .. Networks("2001::/23", "2001:db8::/32", "3fff::/20"),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>Whether a connection to an address may be made.</summary>
    public bool Allows(IPAddress address) => KindOf(address) switch
    {
        AddressKind.Public => true,
        AddressKind.Private => AllowPrivate,
        _ => false,
    };

    /// <summary>What kind of address it is. One that carries an IPv4 address (IPv4-mapped, NAT64, 6to4) is of that address's kind.</summary>
    public static AddressKind KindOf(IPAddress address)
    {
        if (Embedded(address) is { } embedded)
            return KindOf(embedded);
        if (ForbiddenRanges.Any(range => range.Contains(address)))
            return AddressKind.Forbidden;
        if (PrivateRanges.Any(range => range.Contains(address)))
            return AddressKind.Private;
        return address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address) ? AddressKind.Public : AddressKind.Forbidden;
    }

    /// <summary>Reads a subscriber's address. A host name is not resolved here; one that is an address in any of its spellings is checked.</summary>
    /// <param name="text">The address as it was posted.</param>
    /// <param name="fault">What is wrong with it, when the result is <c>null</c>.</param>
    public Uri? Read(string text, out string? fault)
    {
        // Uri forgives blanks, backslashes and a missing "//"; other programs read such addresses otherwise, so they are not taken.
        var plain = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || (AllowPrivate && text.StartsWith("http://", StringComparison.OrdinalIgnoreCase));
        fault = text.Any(c => c > '~') ? "must contain ASCII characters only; write an international host name as xn--…"
            : !plain || text.Any(c => c is <= ' ' or '\\') || !Uri.TryCreate(text, UriKind.Absolute, out var url) || !HasHost(url)
                ? AllowPrivate ? "must be an absolute http or https address" : "must be an absolute https address"
            : url.AbsoluteUri.Length > LongestUrl ? $"must have at most {LongestUrl:#,0} characters"
            : url.UserInfo.Length > 0 ? "must not contain a user name or a password"
            : url.Fragment.Length > 0 ? "must not contain a fragment (#…)"
            : IPAddress.TryParse(url.IdnHost, out var address) && !Allows(address) ? Refusal
            : null;
        return fault is null ? new Uri(text, UriKind.Absolute) : null;
    }

    /// <summary>What is said of an address that is refused.</summary>
    public const string Refusal = "points to an address that is not on the public internet, which is not allowed";

    private static bool HasHost(Uri url) => url.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;

    private static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return Nat64.Contains(address) ? new(bytes.AsSpan(12, 4)) : SixToFour.Contains(address) ? new(bytes.AsSpan(2, 4)) : null;
    }

    private static IEnumerable<IPNetwork> Networks(params string[] networks) => networks.Select(network => IPNetwork.Parse(network));
}

/// <summary>What kind of address an IP address is.</summary>
public enum AddressKind
{
    /// <summary>On the public internet.</summary>
    Public,

    /// <summary>In a private network or this machine itself: only where the configuration says so.</summary>
    Private,

    /// <summary>A metadata service, link-local, multicast, reserved or for documentation: never.</summary>
    Forbidden,
}
