<?php

declare(strict_types=1);

namespace Driver;

use Jpkicard\Language;
use Jpkicard\Library;
use Jpkicard\Log;
use Jpkicard\LogLevel;

/**
 * About the library itself: versions, texts, the log; and to forget everything.
 */
trait LibraryRequests
{
    /** @var list<string> */
    private array $lines = [];

    private function onVersion(): array
    {
        $features = array_map(Words::constant(...), Library::features());
        return [Library::version(), array_sum($features)];
    }

    private function onStatusText(Request $request): array
    {
        $status = $request->number();
        $text = Library::statusText($status, $request->constant(Language::English));
        return [Library::statusName($status), Words::text($text)];
    }

    private function onReason(Request $request): array
    {
        $reason = $request->number();
        return [Library::reasonName($reason), Words::text(Library::reasonText($reason))];
    }

    private function onLog(Request $request): void
    {
        $this->lines = [];
        Log::to($request->constant(LogLevel::Off), function ($level, string $line): void {
            $this->lines[] = $line;
        });
    }

    private function onLogLines(): array
    {
        Log::drain();
        return [count($this->lines), Words::text($this->lines[0] ?? null)];
    }

    private function onForget(): void
    {
        $this->kept = [];
        gc_collect_cycles();
        gc_mem_caches();
    }
}
