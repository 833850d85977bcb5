import Images
import LocalProvider
import Mayfly
import Terminal

/// `mayfly image check`.
enum ImageCheckCommand: RunnableCommand {
    static let repair = Flag(
        "repair", "Remove what is damaged, and what stands on it; it is made again when asked for.")

    static let spec = CommandSpec(
        "check", "Read every image and compare it with its digest",
        discussion: "Takes seconds for each GB. What builds left that died is removed.",
        options: [repair.spec, OutputOption.option.spec],
        exitCodes: [
            ExitCode("0", "All is right, or what was wrong is gone (--repair)."), ExitCode("1", "Something is wrong."),
            ImageCommands.signalled,
        ],
        examples: [Example("mayfly image check --repair", "after a disk's fault")])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let images = try await ImageCommands.images()
        let repairs = invocation[repair]
        let health = try await ImageCommands.shown("checking images") { progress in
            await images.store.check(repair: repairs, inUse: Set(images.users.keys)) {
                progress(.init(stage: .store, fraction: $0))
            }
        }
        if invocation[OutputOption.option] == .json {
            Standard.output.write(try JSONText.pretty(health))
        } else {
            Standard.output.write(health.faults.map { $0.printableLines + "\n" }.joined())
            let outcome =
                health.faults.isEmpty
                ? "all right" : health.isRepaired ? "repaired" : "\(health.faults.count) faults; see --repair"
            Standard.output.write("\(health.disks) \(health.disks == 1 ? "disk" : "disks"): \(outcome)\n")
        }
        return health.faults.isEmpty || health.isRepaired ? 0 : 1
    }
}
