using System.Net;
using System.Net.Sockets;

namespace Feedback.EndToEnd.Running;

/// <summary>A port for a process that is told where to listen, until this is disposed.</summary>
/// <remarks>
/// A port that was only free a moment ago may be somebody else's by the time the process listens. This one is bound, and not listened on: the system gives such
/// a port to nobody who asks for any, and lets whoever asks for this one listen on it, as .NET does with SO_REUSEADDR. Until then a connection to it is
/// refused.
/// </remarks>
internal sealed class ReservedPort : IDisposable
{
    private readonly Socket _bound = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ReservedPort() => _bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public int Number => ((IPEndPoint)_bound.LocalEndPoint!).Port;

    public void Dispose() => _bound.Dispose();
}
