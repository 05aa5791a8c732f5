// Handles the real sample with the product's own handlers over a store that counts, and prints the sizes of what is stored, the operations that one feedback
// takes, and what those cost on Cosmos DB by the published charges.
// Usage: Cost DATA JOURNEY.json
using Feedback.Bench.Cost;

var sample = await Sample.MeasureAsync(args[0], args[1]);
Console.WriteLine($"{sample.Feedback:#,0} feedback, {sample.Opinions:#,0} opinions\n");
Console.WriteLine($"{"stored",-34}{"documents",12}{"body, bytes",14}{"item, KB",10}");
foreach (var (kind, size) in sample.Sizes)
    Console.WriteLine($"{kind,-34}{size.Count,12:#,0}{size.Body,14:#,0}{size.ItemKilobytes,10:0.0}");
foreach (var (who, operations) in sample.Operations)
{
    Console.WriteLine($"\noperations for one feedback {who}");
    foreach (var (operation, count) in operations)
        Console.WriteLine($"  {operation,-46}{count,6:0.00}");
}

Console.WriteLine();
Prices.Print(kind => sample.Sizes[kind].ItemKilobytes);
