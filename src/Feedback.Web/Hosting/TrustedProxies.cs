using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Feedback.Web.Hosting;

/// <summary>Proxies in front of the program that are believed when they tell who asked, by which scheme and under which name.</summary>
internal static class TrustedProxies
{
    /// <summary>Reads the setting: addresses and networks, separated by commas.</summary>
    public static IReadOnlyList<System.Net.IPNetwork> Read(OptionSection section)
    {
        var networks = new List<System.Net.IPNetwork>();
        foreach (var part in (section.Text(nameof(FeedbackOptions.TrustedProxies)) ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (System.Net.IPNetwork.TryParse(part, out var network))
                networks.Add(network);
            else if (IPAddress.TryParse(part, out var address))
                networks.Add(new(address, 8 * address.GetAddressBytes().Length));
            else
                section.Fault(nameof(FeedbackOptions.TrustedProxies), "must be addresses or networks separated by commas, such as 10.0.0.5, 10.1.0.0/16");
        }

        return networks;
    }

    /// <summary>Takes what they tell. Anybody else could tell anything, so nobody else is heard.</summary>
    public static void UseTrustedProxies(this WebApplication app, FeedbackOptions options)
    {
        if (options.TrustedProxies.Count == 0)
            return;
        // As many proxies as are trusted may stand behind one another: the walk ends at the first address that is none of them.
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null,
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in options.TrustedProxies)
            forwarded.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(forwarded);
    }
}
