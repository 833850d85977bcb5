import Mayfly
import Terminal

/// `mayfly gc`: removes what dead owners left.
enum GarbageCommand: RunnableCommand {
    static let cluster = Flag("cluster", "On the cluster: that of MAYFLY_ON, else of the kubeconfig's current context.")
    static let age = Option(
        "older-than", .duration,
        "With a cluster: remove images that nobody used in this time, such as 7d (default: 30d).")

    static let spec = CommandSpec(
        "gc", "End and remove what dead owners left, and kept machines whose time is up",
        discussion: """
            Every start of a machine does this too, on this host; this looks at every process of the host as well.

            On a cluster, in one namespace, a process that has not renewed its lease for five minutes is dead. Images that \
            were uploaded or imported there go when nobody has used them for long; those of a machine that is there stay, \
            and so do those that were used in the last ten minutes.
            """,
        options: [
            cluster.spec, PlaceOptions.place.spec, PlaceOptions.namespace.spec, age.spec, OutputOption.option.spec,
        ],
        exitCodes: [ExitCode("0", "Nothing is left."), ExitCode("1", "Something could not be removed.")],
        examples: [
            Example("mayfly gc", "on this host"),
            Example("mayfly gc --cluster -n ci --older-than 7d", "on a cluster, with images of last week"),
        ])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let place = try PlaceOptions.place(invocation, isCluster: invocation[cluster])
        let report = try await Providers.shared.collectGarbage(in: place, imagesUnusedFor: invocation[age])
        if invocation[OutputOption.option] == .json {
            Standard.output.write(try JSONText.pretty(report))
        } else {
            for run in report.machines { Standard.output.write("removed machine \(run)\n") }
            for pid in report.processes { Standard.output.write("ended process \(pid)\n") }
            for image in report.images { Standard.output.write("removed image \(image)\n") }
            for failure in report.failures { Standard.error.write("could not remove \("\(failure)".printableLines)\n") }
        }
        return report.failures.isEmpty ? 0 : 1
    }
}
