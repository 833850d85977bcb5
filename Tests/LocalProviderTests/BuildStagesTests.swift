import Images
import Machines
import Synchronization
import Testing

@testable import LocalProvider

@Suite struct BuildStagesTests {
    @Test func `each stage counts towards its phase, and the observer hears how far it is`() {
        let heard = Mutex<[Timeline.Progress]>([])
        let timeline = Timeline { progress in heard.withLock { $0.append(progress) } }
        let stages = BuildStages(timeline)
        stages.take(BuildProgress(stage: .bootstrap, fraction: 0))
        stages.take(BuildProgress(stage: .bootstrap, fraction: 0.5))
        stages.take(BuildProgress(stage: .disk, fraction: 0))
        stages.take(BuildProgress(stage: .bootLoader, fraction: 1))
        stages.end()
        #expect(timeline.entries.map(\.phase) == [.image, .bootstrap, .disk, .bootLoader])
        #expect(heard.withLock { $0.map(\.fraction) } == [0, 0.5, 0, 1])
    }

    @Test func `an image that is there counts as found`() {
        let timeline = Timeline()
        BuildStages(timeline).end()
        #expect(timeline.entries.map(\.phase) == [.image])
    }
}
