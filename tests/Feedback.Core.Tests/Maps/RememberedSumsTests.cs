using System.Globalization;
using Feedback.Core.Maps;
using Feedback.Core.Signals;
using Feedback.Core.Tests.Signals;

namespace Feedback.Core.Tests.Maps;

public sealed class RememberedSumsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Stages = [.. Heard.Shop.Stages.Select(stage => stage.Id).Take(3)];

    private readonly Heard _heard = new();

    public void Dispose() => _heard.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_was_asked_before_a_sum_is_that_of_the_folds_as_they_are_now(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 40; round++)
        {
            if (round % 4 == 0)
                await _heard.HearAsync(Enumerable.Range(0, 20).Select(_ => Any(random)));
            // Few periods, so that most have days in common with one before.
            var from = Start.AddHours(random.Next(30));
            var period = QueryPeriod.Between(from, from.AddDays(4).AddHours(random.Next(30)), CompanyCalendar.Utc)!;
            var counted = random.Next(3) switch { 0 => CountedCustomers.None, 1 => CountedCustomers.All, _ => CountedCustomers.Of(Stages[random.Next(3)]) };
            using var fresh = new FoldCache(_heard.Store);

            Assert.Equal(Written(await fresh.SumAsync(Heard.Shop.Id, period, counted)), Written(await _heard.Folds.SumAsync(Heard.Shop.Id, period, counted)));
        }
    }

    [Fact]
    public async Task The_customers_of_one_stage_are_those_that_all_stages_have_of_it()
    {
        var random = new Random(4);
        await _heard.HearAsync(Enumerable.Range(0, 100).Select(_ => Any(random)));
        var period = QueryPeriod.Between(Start, Start.AddDays(6), CompanyCalendar.Utc)!;
        var all = await _heard.Folds.SumAsync(Heard.Shop.Id, period, CountedCustomers.All);

        var one = await _heard.Folds.SumAsync(Heard.Shop.Id, period, CountedCustomers.Of(Stages[1]));

        Assert.NotEmpty(one.Customers);
        Assert.Equal(all.Customers.Where(customers => customers.Stage == Stages[1]).Select(Written).Order(), one.Customers.Select(Written).Order());
    }

    private static Signal Any(Random random)
    {
        var at = Start.AddHours(random.Next(6 * 24));
        var touchpoint = random.Next(2) == 0 ? "store" : "billing";
        var signal = Heard.At(at.ToString("s", CultureInfo.InvariantCulture), Stages[random.Next(3)], random.Next(-1000, 1001), touchpoint);
        return signal with { Customer = random.Next(5) == 0 ? null : AnySignal.CustomerKey(random.Next(15)) };
    }

    private static string Written(FoldTotal total) => string.Join('\n', total.Cells.Select(cell => $"{cell with { Number = 0 }}")
        .Concat(total.Scores.Select(scores => $"{scores with { Number = 0 }}"))
        .Concat(total.Customers.Select(Written))
        .Order(StringComparer.Ordinal));

    private static string Written(FoldCustomers customers) => $"{customers.Stage} {customers.Touchpoint} {customers.Unnamed} {customers.Named}";
}
