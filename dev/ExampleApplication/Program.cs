using LeerId.ExampleApplication;

await Application.Build(args).RunAsync();
