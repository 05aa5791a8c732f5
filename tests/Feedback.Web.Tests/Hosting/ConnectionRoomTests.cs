using System.Net;
using Feedback.Web.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Web.Tests.Hosting;

public sealed class ConnectionRoomTests : IDisposable
{
    private readonly RefusedRequests _refused = new(NullLogger<RefusedRequests>.Instance, new FakeTimeProvider());
    private readonly ConnectionRoom _room;

    public ConnectionRoomTests() => _room = new([IPNetwork.Parse("10.0.0.0/24")], _refused);

    public void Dispose() => _refused.Dispose();

    [Fact]
    public void An_address_has_a_share_and_a_connection_that_is_closed_makes_room()
    {
        var address = IPAddress.Parse("203.0.113.7");
        Assert.Equal(ConnectionRoom.MostOfOneAddress, Enter(address, ConnectionRoom.Most));

        _room.Leave(address);

        Assert.Equal(1, Enter(address, 2));
    }

    [Fact]
    public void All_addresses_of_one_subscriber_have_one_share() =>
        Assert.Equal(ConnectionRoom.MostOfOneAddress,
            Enter(IPAddress.Parse("2001:db8::1"), ConnectionRoom.MostOfOneAddress) + Enter(IPAddress.Parse("2001:db8::2"), 1));

    [Fact]
    public void A_trusted_proxy_speaks_for_many() =>
        Assert.Equal(ConnectionRoom.Most, Enter(IPAddress.Parse("::ffff:10.0.0.5"), ConnectionRoom.Most + 1));

    [Fact]
    public void All_together_have_a_limit_too()
    {
        for (var n = 0; n < ConnectionRoom.Most; n++)
            Assert.True(_room.TryEnter(IPAddress.Parse($"192.0.{n / 250}.{n % 250}")));

        Assert.False(_room.TryEnter(IPAddress.Parse("203.0.113.7")));
    }

    private int Enter(IPAddress address, int times) => Enumerable.Range(0, times).Count(_ => _room.TryEnter(address));
}
