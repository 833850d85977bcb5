import Glibc
import Terminal

/// The benchmarks: what we cost beyond what the programs beneath us cost by themselves.
@main
struct Main {
    static func main() async {
        let words = Array(CommandLine.arguments.dropFirst())
        let width = TerminalStyle.current(of: STDOUT_FILENO, environment: [:]).width
        let root = CommandSpec(
            "mayfly-bench", "What Mayfly costs beyond QEMU itself",
            commands: [
                BootCommand.spec, ForkCommand.spec, ConvertCommand.spec, ImageCommand.spec, ClusterCommand.spec,
                ForwardCommand.spec, KernelCommand.spec,
            ],
            examples: [Example("mayfly-bench boot --output json", "every sample of a small machine's boot")])
        switch Program(root, version: "0.1.0").outcome(of: words, width: width) {
        case .print(let text):
            print(text, terminator: "")
            exit(0)
        case .refuse(let error):
            complain("\(error)")
            exit(error.exitCode)
        case .run(let invocation):
            switch invocation.command {
            case BootCommand.spec.name: exit(await BootCommand.run(invocation))
            case ForkCommand.spec.name: exit(await ForkCommand.run(invocation))
            case ConvertCommand.spec.name: exit(ConvertCommand.run(invocation))
            case ImageCommand.spec.name: exit(await ImageCommand.run(invocation))
            case KernelCommand.spec.name: exit(await KernelCommand.run(invocation))
            case ForwardCommand.spec.name: exit(await ForwardCommand.run(invocation))
            case ClusterCommand.spec.name: exit(await ClusterCommand.run(invocation))
            default:
                complain("mayfly-bench: say what to measure; see 'mayfly-bench --help'")
                exit(2)
            }
        }
    }
}

/// Says something on stderr, on a line of its own.
func complain(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
}
