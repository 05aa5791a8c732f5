using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Feedback.Core.Signals;
using Feedback.Core.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Feedback.Core.Tests.Signals;

public sealed class StoredFoldTests
{
    private static readonly FoldPeriod Day = FoldPeriod.Parse("2026-11-20");

    private static readonly string[] Pool = Keys(60_000);

    [Fact]
    public void A_fold_that_is_written_is_read_as_it_was() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(AnySignal.Many.ToArbitrary(), signals =>
        {
            var builder = new FoldBuilder();
            foreach (var signal in signals)
                builder.Add(signal);
            var written = Json.Serialize(builder.Build("retail", Day), SignalsJson.Default.Fold);
            return written.AsSpan().SequenceEqual(Json.Serialize(Read(written), SignalsJson.Default.Fold));
        }));

    [Fact]
    public void The_customers_of_a_fold_that_was_read_can_be_added_to_those_of_another()
    {
        var (one, other) = (Read(Written(("buy", 0, 6_000), ("pay", 3_000, 300))), Read(Written(("buy", 5_000, 4_000), ("pay", 3_100, 300))));
        var sums = one.Customers.Zip(other.Customers, (mine, theirs) =>
        {
            var sum = new CustomerSketch();
            sum.Merge(mine.Named);
            sum.Merge(theirs.Named);
            return sum.Count();
        });

        Assert.Equal([9_000, 400], sums);
        Assert.Equal([6_000, 300], one.Customers.Select(customers => customers.Named.Count()));
    }

    [Fact]
    public void A_customer_who_was_heard_in_many_places_is_named_once() =>
        Assert.True(Written(("buy", 0, 5_000), ("pay", 0, 5_000), ("use", 0, 5_000)).Length < 2 * Written(("buy", 0, 5_000)).Length);

    [Fact]
    public void With_ten_thousand_customers_in_all_every_set_is_exact()
    {
        var fold = Read(Written(("buy", 0, 10_000), ("pay", 1_000, 9_000), ("use", 4_000, 500)));

        Assert.All(fold.Customers, customers => Assert.True(customers.Named.IsExact));
        Assert.Equal([10_000, 9_000, 500], fold.Customers.Select(customers => customers.Named.Count()));
    }

    [Fact]
    public void With_more_only_small_sets_stay_exact()
    {
        var fold = Read(Written(("buy", 0, 10_000), ("pay", 10_000, 2_000), ("use", 40_000, 65), ("renew", 41_000, 64)));

        Assert.Equal([("buy", false), ("pay", false), ("use", false), ("renew", true)],
            fold.Customers.Select(customers => (customers.Stage, customers.Named.IsExact)));
        Assert.Equal(64, fold.Customers[3].Named.Count());
        Assert.InRange(fold.Customers[0].Named.Count(), 9_000, 11_000);
    }

    // Whether a day is counted from its signals or from the stored folds of its hours, the same is stored.
    [Theory]
    [InlineData(9_000, 900, 50)]
    [InlineData(9_000, 1_100, 60)]
    [InlineData(9_000, 1_100, 100)]
    [InlineData(20_000, 20_000, 60)]
    public void Parts_that_were_stored_add_up_to_what_the_whole_is_stored_as(int morning, int evening, int few)
    {
        var whole = Written(("buy", 0, morning + evening), ("pay", 50_000, few));
        var parts = new FoldBuilder();
        parts.Add(Read(Written(("buy", 0, morning), ("pay", 50_000, few / 2))));
        parts.Add(Read(Written(("buy", morning - 100, evening + 100), ("pay", 50_000 + (few / 3), few - (few / 3)))));

        Assert.Equal(Encoding.UTF8.GetString(whole), Encoding.UTF8.GetString(Json.Serialize(parts.Build("retail", Day), SignalsJson.Default.Fold)));
    }

    [Fact]
    public void The_largest_fold_there_can_be_fits_into_an_item_of_Cosmos_DB()
    {
        var everybody = Enumerable.Range(0, 200).Select(n => ($"stage-{n}", n, 9_000)).ToArray();
        var small = Enumerable.Range(0, 900).Select(n => ($"stage-{n}", 64 * n, 64)).ToArray();

        Assert.InRange(Written(everybody).Length, 1, 1_000_000);
        Assert.InRange(Written(small).Length, 1, 1_000_000);
    }

    [Fact]
    public void A_fold_of_an_earlier_version_is_read()
    {
        var hashes = Convert.ToBase64String([.. Pool.Take(2).Select(key => key[..16]).Order(StringComparer.Ordinal).SelectMany(Convert.FromHexString)]);
        var registers = new byte[1024];
        registers[7] = 3;
        var fold = Read(Encoding.UTF8.GetBytes($$"""
            {"journey":"retail","period":"2026-11-20","cells":[],"scores":[],
             "customers":[{"stage":"buy","touchpoint":"store","sketch":"{{hashes}}","unnamed":1},{"stage":"pay","touchpoint":"store","sketch":"","unnamed":2}],
             "affected":[{"stage":"buy","theme":"refund","sketch":"{{Convert.ToBase64String(registers)}}","unnamed":0}]}
            """));

        Assert.Equal([3, 2], fold.Customers.Select(customers => customers.Count()));
        Assert.False(Assert.Single(fold.Affected).Named.IsExact);
    }

    [Theory]
    [InlineData("everyone", "AAAA")]
    [InlineData("everyone", "AAAAAAAAAAAAAAAA")]
    [InlineData("members", "")]
    [InlineData("members", "Ag==")]
    [InlineData("members", "AICAgICAAA==")]
    [InlineData("members", "AIA=")]
    [InlineData("members", "AAI=")]
    [InlineData("members", "Af8=")]
    [InlineData("members", "?")]
    public void What_names_customers_in_no_such_form_is_refused(string field, string value)
    {
        var json = JsonNode.Parse(Written(("buy", 0, 2)))!;
        if (field == "everyone")
            json[field] = value;
        else
            json["customers"]![0]![field] = value;

        Assert.Throws<JsonException>(() => Read(Encoding.UTF8.GetBytes(json.ToJsonString())));
    }

    private static byte[] Written(params (string Stage, int From, int Count)[] sets)
    {
        var customers = sets.Select(set =>
        {
            var named = new CustomerSketch();
            foreach (var key in Pool.AsSpan(set.From, set.Count))
                named.Add(key);
            return new FoldCustomers(set.Stage, "store", named, 0);
        });
        return Json.Serialize(new Fold("retail", "2026-11-20", [], [], [.. customers], []), SignalsJson.Default.Fold);
    }

    private static Fold Read(byte[] bytes) => Json.Read(new Document(new("retail", "2026-11-20"), "1", bytes), SignalsJson.Default.Fold);

    private static string[] Keys(int count)
    {
        var random = new Random(20261130);
        return [.. Enumerable.Range(0, count)
            .Select(_ => string.Create(CultureInfo.InvariantCulture, $"{random.NextInt64(long.MinValue, long.MaxValue):x16}{0:x16}"))];
    }
}
