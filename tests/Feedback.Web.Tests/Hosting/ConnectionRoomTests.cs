using System.Net;
using Feedback.Web.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Feedback.Web.Tests.Hosting;

public sealed class ConnectionRoomTests : IDisposable
{
    private readonly RefusedRequests _refused = new(NullLogger<RefusedRequests>.Instance, new FakeTimeProvider());
    private readonly ConnectionRoom _room;
    private readonly List<IDisposable> _places = [];
    private readonly List<string> _closed = [];

    public ConnectionRoomTests() => _room = new([IPNetwork.Parse("10.0.0.0/24")], _refused);

    public void Dispose() => _refused.Dispose();

    [Fact]
    public void An_address_has_a_share_and_a_connection_that_is_closed_makes_room()
    {
        var address = IPAddress.Parse("203.0.113.7");
        Assert.Equal(ConnectionRoom.MostOfOneAddress, Enter(address, ConnectionRoom.Most));

        _places[0].Dispose();

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
            Assert.Equal(1, Enter(IPAddress.Parse($"192.0.{n / 250}.{n % 250}"), 1));

        Assert.Equal(0, Enter(IPAddress.Parse("203.0.113.7"), 1));
        Assert.Empty(_closed);
    }

    [Fact]
    public void Where_a_few_addresses_hold_all_the_one_with_most_gives_its_oldest_up_to_another()
    {
        foreach (var (last, count) in new[] { (1, 500), (2, 500), (3, 500), (4, 450), (5, 50) })
            Assert.Equal(count, Enter(IPAddress.Parse($"192.0.2.{last}"), count));

        Assert.Equal(3, Enter(IPAddress.Parse("203.0.113.7"), 3));

        Assert.Equal(["192.0.2.1", "192.0.2.2", "192.0.2.3"], _closed);
    }

    [Fact]
    public void Who_gave_a_place_up_does_not_give_it_back_once_more()
    {
        foreach (var last in Enumerable.Range(1, 4))
            Enter(IPAddress.Parse($"192.0.2.{last}"), ConnectionRoom.MostOfOneAddress);
        Enter(IPAddress.Parse("203.0.113.7"), 1);

        _places[0].Dispose();

        // All is still full: another comes in only because one more gives way.
        Assert.Equal(1, Enter(IPAddress.Parse("203.0.113.8"), 1));
        Assert.Equal(["192.0.2.1", "192.0.2.2"], _closed);
    }

    [Fact]
    public void Nobody_takes_from_others_until_they_have_fewer()
    {
        foreach (var last in Enumerable.Range(1, 4))
            Enter(IPAddress.Parse($"192.0.2.{last}"), ConnectionRoom.MostOfOneAddress);

        // Five addresses then have 400 each.
        Assert.Equal(400, Enter(IPAddress.Parse("203.0.113.7"), ConnectionRoom.MostOfOneAddress));
        Assert.Equal(0, Enter(IPAddress.Parse("192.0.2.1"), 1));
    }

    [Fact]
    public void A_trusted_proxy_gives_nothing_up()
    {
        Enter(IPAddress.Parse("10.0.0.5"), ConnectionRoom.Most);

        Assert.Equal(0, Enter(IPAddress.Parse("203.0.113.7"), 1));
        Assert.Empty(_closed);
    }

    private int Enter(IPAddress address, int times)
    {
        var before = _places.Count;
        for (var n = 0; n < times; n++)
        {
            if (_room.TryEnter(address, () => _closed.Add(address.ToString())) is { } place)
                _places.Add(place);
        }

        return _places.Count - before;
    }
}
