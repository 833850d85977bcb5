import Kubeconfig

/// Any bytes as a kubeconfig or as a plugin's answer: read or refused, and what is read twice is the same.
package func fuzzKubeconfig(_ bytes: UnsafeRawBufferPointer) {
    let bytes = Array(bytes)
    if let config = try? Kubeconfig(reading: bytes, file: "/a/b") {
        precondition((try? Kubeconfig(reading: bytes, file: "/a/b")) == config, "the same text read otherwise")
        var merged = config
        merged.merge(config)
        precondition(merged == config, "a file changes itself")
        for name in config.contexts.keys { _ = try? config.access(context: name) }
    }
    for version in Kubeconfig.ExecPlugin.Version.allCases { _ = try? ExecCredential.answer(bytes, to: version) }
}
