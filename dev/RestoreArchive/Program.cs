using LeerId.RestoreArchive;

using CancellationTokenSource ending = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    ending.Cancel();
};
return await RestoreCommand.RunAsync(args, Console.Out, ending.Token);
