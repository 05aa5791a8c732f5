using System.Net;
using System.Net.Sockets;
using Feedback.Core.Subscriptions;

namespace Feedback.Web.Webhooks;

/// <summary>Finds the addresses of a host name.</summary>
internal delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancellationToken);

/// <summary>Finds the addresses of subscribers, and lets none through that webhooks may not be sent to.</summary>
internal sealed class WebhookHosts(AddressPolicy policy, ResolveHost resolve)
{
    /// <summary>The addresses of a host: an address that was checked here is connected to as it is, so no second look-up can put another in its place (DNS
    /// rebinding).</summary>
    /// <exception cref="AddressRefusedException">One of them is refused; then all are.</exception>
    /// <exception cref="SocketException">The name cannot be resolved.</exception>
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellationToken);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        return addresses.All(policy.Allows) ? addresses : throw new AddressRefusedException();
    }
}

/// <summary>An address that webhooks may not be sent to.</summary>
internal sealed class AddressRefusedException() : Exception("The address " + AddressPolicy.Refusal + ".");
